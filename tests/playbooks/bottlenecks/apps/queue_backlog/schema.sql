create table letters (id integer primary key, says text not null);
