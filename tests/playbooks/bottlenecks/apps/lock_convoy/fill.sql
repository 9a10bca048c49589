insert into counters values (1, 0);
