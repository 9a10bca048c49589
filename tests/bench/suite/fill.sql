-- Deterministic: every value is a hash of its row's number, so the same scale gives the same rows everywhere.
-- :scale is replaced by the number that multiplies every table. `pick` is even, `few` prefers low numbers.
create function pick(i bigint, seed int, n bigint) returns bigint language sql immutable
  as 'select (hashint8extended(i, seed) & 9223372036854775807) % n';
create function few(i bigint, seed int, n bigint) returns bigint language sql immutable
  as 'select floor(n * power((pick(i, seed, 1000000) + 0.5) / 1000000.0, 3))::bigint';
create function words(i bigint, seed int, n int) returns text language sql immutable
  as $$ select string_agg((array['amber','brisk','cedar','delta','ember','fjord','grove','haven','ivory','jolly',
    'karma','lunar','maple','noble','ocean','pearl','quartz','river','solar','tulip','urban','velvet','willow','zephyr',
    'azure','bronze','copper','denim','eagle','flint'])[1 + pick(i * 31 + w, seed, 30)], ' ') from generate_series(1, n) w $$;

insert into accounts select i, initcap(words(i, 1, 2)) || ' ' || i, (array['de','fr','us','gb','es','it','nl','se','pl',
  'pt'])[1 + few(i, 2, 10)], (array['free','team','business'])[1 + few(i, 3, 3)],
  timestamp '2022-01-01' + pick(i, 4, 1200) * interval '1 day',
  case when pick(i, 5, 20) = 0 then timestamp '2025-06-01' end
from generate_series(1, (:scale * 40000)::bigint) i;

insert into users select i, 1 + few(i, 11, (:scale * 40000)::bigint), 'user' || i,
  initcap((array['anna','ben','carla','dave','eva','finn'])[1 + pick(i, 12, 6)]) || '.' || i || '@Example' ||
  pick(i, 13, 500) || '.com', (array['member','admin','owner'])[1 + few(i, 14, 3)],
  jsonb_build_object('theme', (array['dark','light'])[1 + pick(i, 15, 2)], 'locale', pick(i, 16, 40)),
  timestamp '2022-01-01' + i * interval '1200 s' / :scale * 0.3,
  case when pick(i, 17, 12) = 0 then timestamp '2025-05-01' end
from generate_series(1, (:scale * 250000)::bigint) i;

insert into sessions select i, 1 + pick(i, 21, (:scale * 250000)::bigint), md5('s' || i)::uuid,
  'Mozilla/5.0 (' || words(i, 22, 4) || ')', timestamp '2025-06-01' + (pick(i, 23, 40000) - 200) * interval '1 minute'
from generate_series(1, (:scale * 300000)::bigint) i;

insert into products select i, upper(substr(md5('p' || i), 1, 10)), initcap(words(i, 31, 4)) || ' ' || i,
  1 + few(i, 32, 400), 1 + pick(i, 33, 50000) / 100.0, few(i, 34, 100000),
  jsonb_build_object('colour', 'c' || pick(i, 35, 60), 'weight', pick(i, 36, 5000), 'tags',
    jsonb_build_array('t' || pick(i, 37, 2000), 't' || few(i, 38, 2000))), pick(i, 39, 15) <> 0
from generate_series(1, (:scale * 120000)::bigint) i;

insert into orders select i, 1 + few(i, 41, (:scale * 40000)::bigint), 1 + pick(i, 42, (:scale * 250000)::bigint),
  1 + few(i, 43, 60), case when pick(i, 44, 250) = 0 then 'paid' when pick(i, 44, 250) = 1 then 'packed'
    when pick(i, 44, 250) < 20 then 'returned' else 'shipped' end,
  5 + pick(i, 45, 40000) / 100.0, case when pick(i, 46, 5) = 0 then words(i, 46, 8) end,
  timestamp '2022-01-01' + i * interval '155 s' / :scale * 0.87
from generate_series(1, (:scale * 800000)::bigint) i;

insert into order_items select i, 1 + (i - 1) / 3, 1 + few(i, 51, (:scale * 120000)::bigint), 1 + few(i, 52, 9),
  1 + pick(i, 53, 20000) / 100.0
from generate_series(1, (:scale * 2400000)::bigint) i;

insert into payments select i, i, case when pick(i, 61, 150) = 0 then 'failed' else 'settled' end,
  5 + pick(i, 45, 40000) / 100.0, md5('pay' || i), timestamp '2022-01-01' + i * interval '155 s' / :scale * 0.87
from generate_series(1, (:scale * 800000)::bigint) i;

insert into reviews select i, 1 + few(i, 71, (:scale * 120000)::bigint), 1 + pick(i, 72, (:scale * 250000)::bigint),
  1 + pick(i, 73, 5), words(i, 74, 14), timestamp '2022-01-01' + i * interval '300 s' / :scale * 0.7
from generate_series(1, (:scale * 500000)::bigint) i;

insert into events select i, 1 + few(i, 81, (:scale * 40000)::bigint), 'kind' || few(i, 82, 40),
  jsonb_build_object('ip', '10.' || pick(i, 83, 256) || '.' || pick(i, 84, 256) || '.' || pick(i, 85, 256),
    'trace', substr(md5('t' || pick(i, 86, (:scale * 500000)::bigint)), 1, 16)),
  timestamp '2024-01-01' + i * interval '36 s' / :scale
from generate_series(1, (:scale * 1200000)::bigint) i;

insert into jobs select i, (array['mail','billing','search','export'])[1 + few(i, 91, 4)],
  case when pick(i, 92, 400) = 0 then 'ready' when pick(i, 92, 400) = 1 then 'running' else 'done' end,
  pick(i, 93, 5), words(i, 94, 6), timestamp '2025-01-01' + i * interval '30 s' / :scale,
  case when pick(i, 92, 400) = 1 then timestamp '2025-01-01' + i * interval '30 s' / :scale end
from generate_series(1, (:scale * 400000)::bigint) i;
