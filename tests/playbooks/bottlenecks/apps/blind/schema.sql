create table pages (id integer primary key, title text not null, body text not null);
