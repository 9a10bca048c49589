insert into people select n, 'Person ' || n from generate_series(1, 5000) n;
insert into posts select n, 1 + n * 7 % 5000, 'Post ' || n from generate_series(1, 20000) n;
