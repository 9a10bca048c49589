create table menu (id integer primary key, title text not null, place integer not null);
create table offers (id integer primary key, title text not null);
create table pages (id integer primary key, title text not null, body text not null);
