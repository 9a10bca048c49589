insert into readings select n, n % 900, n % 1000 from generate_series(1, 220000) n;
