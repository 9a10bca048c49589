insert into customers select n, 'Customer ' || n from generate_series(1, 400) n;
insert into orders select n, 1 + n % 400, n % 90, md5(n::text) from generate_series(1, 60000) n;
