create table readings (id integer primary key, sensor integer not null, value integer not null);
