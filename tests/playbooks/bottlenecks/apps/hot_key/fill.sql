insert into menu select n, 'Entry ' || n, n from generate_series(1, 120) n;
insert into offers select n, 'Offer ' || n from generate_series(1, 40) n;
insert into pages select n, 'Page ' || n, repeat(md5(n::text), 6) from generate_series(1, 8000) n;
