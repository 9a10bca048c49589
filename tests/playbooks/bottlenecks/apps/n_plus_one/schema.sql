create table people (id integer primary key, name text not null);
create table posts (
    id integer primary key,
    author_id integer not null references people (id),
    title text not null
);
create index on posts (author_id);
