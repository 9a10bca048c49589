insert into letters select n, 'Letter ' || n from generate_series(1, 500) n;
