insert into boards select n, 'Board ' || n from generate_series(1, 250) n;
insert into cards select n, 1 + n % 250, 'Card ' || n, n % 3 = 0 from generate_series(1, 20000) n;
