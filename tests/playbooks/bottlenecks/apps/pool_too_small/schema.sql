create table quotes (id integer primary key, says text not null);
create function quote(number integer) returns setof quotes language sql as $$
    select pg_sleep(0.02);
    select * from quotes where id = number
$$;
