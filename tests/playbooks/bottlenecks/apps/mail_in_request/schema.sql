create table people (
    id integer generated always as identity primary key,
    name text not null
);
create table notes (
    id integer generated always as identity primary key,
    says text not null
);
