create table events (
    id bigint generated always as identity primary key,
    account integer not null,
    kind integer not null,
    at timestamptz not null default now(),
    said text not null
);
create index on events (account);
create index on events (kind, at);
create index on events (said);
