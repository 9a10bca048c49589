create table counters (id integer primary key, n integer not null);
create table tickets (number integer primary key, at timestamptz not null default now());
