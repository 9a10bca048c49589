insert into items select n, 'Item ' || n, n % 90 from generate_series(1, 2000) n;
