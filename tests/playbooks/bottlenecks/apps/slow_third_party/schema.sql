create table products (id integer primary key, name text not null);
