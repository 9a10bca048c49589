create table boards (id integer primary key, name text not null);
create table cards (
    id integer primary key,
    board_id integer not null references boards (id),
    title text not null,
    done boolean not null
);
create index on cards (board_id);
