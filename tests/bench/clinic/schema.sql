-- A chain of practices, with primary keys and no other index. `scale` is replaced; 1 is about 900 MB.
create table practices (id int primary key, city text not null);
create table practitioners (id int primary key, practice_id int not null, name text not null);
create table patients (id int primary key, practice_id int not null, name text not null, born date not null,
  insurance_number text not null, phone text);
create table appointments (id int primary key, practice_id int not null, practitioner_id int not null,
  patient_id int, status text not null, starts_at timestamp not null, note text);
create table encounters (id int primary key, patient_id int not null, practitioner_id int not null,
  started_at timestamp not null, diagnosis text not null, data jsonb not null);
create table observations (id bigint primary key, patient_id int not null, code text not null, value numeric(10, 2),
  flag text, taken_at timestamp not null);
create table prescriptions (id int primary key, patient_id int not null, drug text not null, dose text not null,
  started_at date not null, ended_at date, renew_on date);
create table messages (id int primary key, thread_id int not null, to_practitioner int not null, body text not null,
  sent_at timestamp not null, read_at timestamp);
select setseed(0.7);
insert into practices select i, 'city ' || i % 40 from generate_series(1, 200) i;
insert into practitioners select i, 1 + i % 200, 'dr ' || md5(i::text) from generate_series(1, 2000) i;
insert into patients select i, 1 + (random() ^ 2 * 199)::int, initcap(substr(md5((i % 9000)::text), 1, 7)) || ' ' ||
    initcap(substr(md5((i % 30011)::text), 1, 9)), date '1930-01-01' + (random() * 34000)::int, 'I' || 70000000 + i * 7,
    case when random() < 0.8 then '+49' || (random() * 1e9)::bigint end from generate_series(1, (200000 * {scale})::int) i;
insert into appointments select i, 1 + i % 200, 1 + i % 2000,
    case when s <> 'free' then 1 + (random() * (200000 * {scale} - 1))::int end, s,
    timestamp '2023-01-01' + (i / (1200000 * {scale}) * interval '1100 days') + random() * interval '8 hours', null
  from (select i, case when i > 1150000 * {scale} then (array['free', 'free', 'booked'])[1 + (random() * 2)::int]
    when random() < 0.04 then 'missed' when random() < 0.1 then 'cancelled' else 'done' end s
    from generate_series(1, (1200000 * {scale})::int) i) x;
insert into encounters select i, 1 + (random() ^ 2 * (200000 * {scale} - 1))::int, 1 + (random() * 1999)::int,
    timestamp '2023-01-01' + i / (800000 * {scale}) * interval '1080 days', 'D' || (random() ^ 3 * 600)::int,
    jsonb_build_object('ward', (random() * 30)::int, 'tags', jsonb_build_array('t' || (random() * 900)::int, 'u' || i % 7))
  from generate_series(1, (800000 * {scale})::int) i;
insert into observations select i, 1 + (random() ^ 2 * (200000 * {scale} - 1))::int, 'C' || (random() ^ 2 * 80)::int,
    (random() * 200)::numeric(10, 2), case when random() < 0.01 then 'high' end,
    timestamp '2023-01-01' + i / (3000000 * {scale}) * interval '1080 days' from generate_series(1, (3000000 * {scale})::int) i;
insert into prescriptions select i, 1 + (random() * (200000 * {scale} - 1))::int, 'drug ' || (random() ^ 2 * 1500)::int, '1-0-1',
    d, case when random() < 0.85 then d + 90 end, d + 80 from (select i, date '2023-01-01' + (random() * 1080)::int d
    from generate_series(1, (600000 * {scale})::int) i) x;
insert into messages select i, i / 4, 1 + (random() ^ 2 * 1999)::int, 'about ' || md5(i::text) || ' and ' || md5((i / 3)::text),
    t, case when random() < 0.97 then t + interval '3 hours' end
  from (select i, timestamp '2024-01-01' + i / (600000 * {scale}) * interval '700 days' t
    from generate_series(1, (600000 * {scale})::int) i) x;
vacuum (analyze);
