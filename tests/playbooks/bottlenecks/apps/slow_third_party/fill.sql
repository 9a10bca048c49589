insert into products select n, 'Product ' || n from generate_series(1, 500) n;
