"""A database with two dozen ills, written down before anything was run, and the same shop in good health.

Each ill has the check that must name it and a word that its message must hold. A check that is not in the list must
stay silent, so the list holds consequences too: a scan without an index is slow, and read from outside of memory.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import psycopg

SETTINGS = {
    "shared_buffers": "2MB", "max_connections": "510", "max_worker_processes": "4",
    "wal_level": "logical", "archive_mode": "on", "archive_command": "false",
    "checkpoint_completion_target": "0.3", "checkpoint_timeout": "30s", "fsync": "off",
    "track_io_timing": "on", "deadlock_timeout": "100ms", "jit": "off",
}  # fmt: skip

ILLS = {
    "a foreign key without an index": ("postgres.foreign_key_without_index", "orders"),
    "a foreign key of a narrower type": ("postgres.foreign_key_type_mismatch", "orders.user_id"),
    "two equal indexes": ("postgres.duplicate_index", "users_mail_2"),
    "an index left invalid": ("postgres.invalid_index", "broken"),
    "an index of NULLs": ("postgres.null_heavy_index", "users_deleted_at"),
    "an index that narrows to a third of the table": (
        "postgres.inefficient_index",
        "orders_status",
    ),
    "a 32-bit key that is nearly used up": ("postgres.int4_exhaustion", "tickets"),
    "a table without a primary key": ("postgres.no_primary_key", "audit"),
    "a table of sixty columns": ("postgres.wide_table", "settings"),
    "a constraint never validated": ("postgres.constraint_not_valid", "orders_total"),
    "a slow statement": ("postgres.slow_statement", "note = $1"),
    "the index that it misses": ("postgres.missing_index", "note"),
    "a table that is read from end to end": ("postgres.sequential_scans", "tickets"),
    "one query a row": ("postgres.n_plus_one_statement", "users"),
    "ten thousand rows a call": ("postgres.rows_per_call", "tickets"),
    "sorts that spill": ("postgres.temp_files", "order by"),
    "a megabyte of log a call": ("postgres.wal_per_call", "carts"),
    "updates that are never HOT": ("postgres.few_hot_updates", "carts"),
    "autovacuum off for a table": ("postgres.autovacuum_off", "carts"),
    "dead rows": ("postgres.dead_rows", "carts"),
    "a table that is mostly empty": ("postgres.bloated_table", "events"),
    "an index that is mostly empty": ("postgres.bloated_index", "events"),
    "statistics of a table that is gone": ("postgres.stale_statistics", "sessions"),
    "a transaction left idle": ("postgres.idle_in_transaction", "1 sessions"),
    "a queue for a lock": ("postgres.blocked_sessions", "7 sessions"),
    "a role at its limit": ("postgres.session_limit", "worker"),
    "more sessions allowed than served": ("postgres.max_connections_high", "510"),
    "far too little shared memory": ("postgres.low_buffer_hit", "shared_buffers"),
    "hurried checkpoints": ("postgres.checkpoint_settings", "checkpoint_completion_target"),
    "an archive that fails": ("postgres.archive_failing", "fails"),
    "fsync off": ("postgres.durability_off", "fsync"),
    "random reads priced as on a disk": ("postgres.random_page_cost", "random_page_cost"),
    "a slot that nobody reads": ("replication.inactive_slot", "old_replica"),
    "no limit for slots": ("replication.slot_without_limit", "nothing limits"),
    "a published table without a key": ("replication.table_without_identity", "audit"),
}

CONSEQUENCES = {
    "postgres.blocks_per_call", "postgres.statement_misses", "postgres.dominant_statement",
    "postgres.unsteady_statement", "postgres.planner_blind_spot", "postgres.indexes_outgrow_table",
}  # fmt: skip
"""What the ills above bring with them, and what may be said of it."""

SCHEMA = """
create extension pg_stat_statements;
create table users (id bigint primary key, mail text, deleted_at timestamptz, body text);
create index users_mail on users (mail);
create index users_mail_2 on users (mail);
create index users_deleted_at on users (deleted_at);
insert into users select i, 'u' || i, case when i % 20 = 0 then now() end, repeat('x', 50)
  from generate_series(1, 180000) i;
create table orders (id bigint primary key, user_id int, status int, note text, total int);
insert into orders select i, i % 180000 + 1, i % 3, md5(i::text), i from generate_series(1, 200000) i;
alter table orders add constraint orders_user foreign key (user_id) references users;
create index orders_status on orders (status);
alter table orders add constraint orders_total check (total >= 0) not valid;
create table tickets (id serial primary key, title text);
insert into tickets (title) select 't' || i from generate_series(1, 12000) i;
select setval('tickets_id_seq', 2050000000);
create table audit (at timestamptz, what text);
insert into audit select now(), 'x' from generate_series(1, 5000);
create publication everything for table audit;
create table carts (id bigint primary key, at int, body text) with (autovacuum_enabled = false);
create index carts_at on carts (at);
insert into carts select i, i, repeat('c', 100) from generate_series(1, 6000) i;
create table events (id bigint primary key, body text);
insert into events select i, repeat('e', 100) from generate_series(1, 500000) i;
create table sessions (id bigint primary key, body text) with (autovacuum_enabled = false);
insert into sessions select i, 's' from generate_series(1, 1000) i;
"""
WIDE = "create table settings (" + ", ".join(f"c{n} int" for n in range(60)) + ")"


def build(url: str) -> None:
    """Make the database sick: about half a minute of work for the server."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("select pg_create_physical_replication_slot('old_replica', true)")
        admin.execute(SCHEMA)
        admin.execute(WIDE)
        admin.execute("create role worker login password 'w' connection limit 4")
        admin.execute("grant all on all tables in schema public to worker")
        with suppress(psycopg.errors.UniqueViolation):
            admin.execute("create unique index concurrently broken on orders (status)")
        admin.execute("delete from events where id % 20 <> 0")
        admin.execute("vacuum (analyze, truncate false) events")
        admin.execute("analyze")
        admin.execute("insert into sessions select i, 's' from generate_series(1001, 90000) i")
        admin.execute("select pg_stat_statements_reset()")
        _work(admin)


def _work(admin: "psycopg.Connection[tuple[object, ...]]") -> None:
    for number in range(101):
        admin.execute("select * from orders where note = %s", (f"n{number}",))
        admin.execute("update carts set at = at + 1 where id < %s", (4000,))
        admin.execute("select id, title from tickets limit %s", (11_000,)).fetchall()
    for number in range(1100):
        admin.execute("select title from tickets where title = %s", (f"t{number}",))
    for number in range(2500):
        admin.execute("select body from users where id = %s", (number + 1,))
    admin.execute("set enable_seqscan = off")
    for number in range(110):
        admin.execute("select count(total) from orders where status = %s", (number % 3,))
    admin.execute("reset enable_seqscan")
    admin.execute("set work_mem = '64kB'")
    for _ in range(22):
        admin.execute(
            "select id from orders where id < 60000 order by note, total limit 1 offset 50000"
        )
    admin.execute("reset work_mem")


@contextmanager
def held(url: str, idle_s: float = 31.0) -> Iterator[None]:
    """Sessions that hurt while this is open: one idle in a transaction for so long, seven behind it, a full role."""
    worker = url.replace("postgres:postgres@", "worker:w@")
    with ExitStack() as stack:
        lazy = stack.enter_context(psycopg.connect(url, application_name="admin"))
        lazy.execute("lock table settings in access exclusive mode")
        waiting = [stack.enter_context(psycopg.connect(url, autocommit=True)) for _ in range(7)]
        for one in waiting:
            threading.Thread(target=_wait, args=(one,), daemon=True).start()
        for _ in range(4):
            stack.enter_context(psycopg.connect(worker))
        time.sleep(idle_s)
        yield
        lazy.rollback()


def _wait(one: "psycopg.Connection[tuple[object, ...]]") -> None:
    with suppress(psycopg.Error):
        one.execute("select count(*) from settings")


HEALTHY = """
create extension pg_stat_statements;
create table users (id bigint generated always as identity primary key, mail text not null unique, body text);
create table products (id bigint generated always as identity primary key, name text not null, price int not null);
create table orders (
  id bigint generated always as identity primary key,
  user_id bigint not null references users, product_id bigint not null references products,
  status text not null, total int not null check (total >= 0), at timestamptz not null default now()
);
create index on orders (user_id);
create index on orders (product_id);
create index on orders (at);
insert into users (mail, body) select 'u' || i || '@example.org', repeat('x', 50) from generate_series(1, 30000) i;
insert into products (name, price) select 'p' || i, i from generate_series(1, 2000) i;
insert into orders (user_id, product_id, status, total)
  select i % 30000 + 1, i % 2000 + 1, 'paid', i from generate_series(1, 120000) i;
"""


def build_healthy(url: str) -> None:
    """The same shop in good health, used as an application uses it."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(HEALTHY)
        admin.execute("vacuum analyze")
        use(admin)


def use(admin: "psycopg.Connection[tuple[object, ...]]") -> None:
    """A mixed load of short statements, none of which stands out."""
    for number in range(600):
        key = number * 37 % 30000 + 1
        admin.execute("select * from users where id = %s", (key,))
        admin.execute("select id, total from orders where user_id = %s order by id", (key,))
        admin.execute("select * from products where id = %s", (number % 2000 + 1,))
        admin.execute("select id from orders order by at desc limit %s", (20,))
        if number % 3 == 0:
            admin.execute(
                "insert into orders (user_id, product_id, status, total) values (%s, %s, 'new', 5)",
                (key, number % 2000 + 1),
            )
            admin.execute("update orders set status = %s where id = %s", ("paid", key))
