insert into quotes select n, 'Quote ' || n from generate_series(1, 200) n;
