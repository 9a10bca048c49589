insert into pages select n, 'Page ' || n, repeat(md5(n::text), 20) from generate_series(1, 500) n;
