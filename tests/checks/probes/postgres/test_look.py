"""The look at a real server: what it sees, what it leaves out with a reason, and how it fails."""

import socket
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from checks.core import Problem
from checks.probes.postgres import Kind, between, look
from scaffold.demo.postgres import Postgres, free_port

HOSTILE = '"; drop table x; --'
SHOP = """
create table parent (id serial primary key, name text);
create table child (id bigint primary key, parent_id int references parent on delete cascade, note text);
create index child_note on child (note) where note is not null;
insert into parent (name) select 'n' || i from generate_series(1, 1000) i;
insert into child select i, i % 1000 + 1, 'x' from generate_series(1, 5000) i;
analyze;
"""


@pytest.fixture
def shop(database: str) -> str:
    """A database with two tables and statement statistics."""
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension pg_stat_statements")
        admin.execute(SHOP)
    return database


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of something that accepts and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


@pytest.fixture
def web() -> Iterator[int]:
    """The port of something that answers whatever it hears as a web server would."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_answer, args=(server,), daemon=True).start()
        yield server.getsockname()[1]


def _answer(server: socket.socket) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client:
            client.recv(1024)
            client.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


def test_sees_tables_indexes_keys_and_sequences(shop: str) -> None:
    seen = look(shop)
    child = seen.table("public", "child")
    assert child is not None and child.rows == 5000 and child.total_bytes > child.bytes > 0
    by_name = {one.name: one for one in seen.indexes}
    assert by_name["child_pkey"].primary and by_name["child_pkey"].columns == ("id",)
    assert by_name["child_note"].partial and by_name["child_note"].valid
    (key,) = seen.foreign_keys
    assert (key.table, key.columns, key.references, key.on_delete) == (
        "child", ("parent_id",), "parent", "cascade",
    )  # fmt: skip
    (sequence,) = seen.sequences
    assert (sequence.table, sequence.column, sequence.last, sequence.limit) == (
        "parent", "id", 1000, 2**31 - 1,
    )  # fmt: skip
    assert {one.name for one in seen.columns if one.table == "child"} == {"id", "parent_id", "note"}


def test_sees_the_server(shop: str) -> None:
    seen = look(shop)
    assert seen.version >= 120000 and seen.sees_all and not seen.in_recovery
    assert seen.setting("max_connections") == 100
    assert seen.setting("shared_buffers") == 128 * 1024 * 1024
    assert seen.setting("statement_timeout") == 0, "the server's own, not this look's"
    assert seen.database_bytes and seen.xid_age is not None and seen.counters is not None
    assert seen.counters.sessions and seen.counters.backends >= 1
    assert seen.missing == {}


def test_measures_what_a_session_costs(shop: str) -> None:
    opening = look(shop, sessions=3).opening
    assert opening is not None and opening.samples == 3
    assert opening.server_cpu_ms is not None, "the server runs on this machine"
    assert 0.2 < opening.server_cpu_ms < 200
    assert 0.1 < (opening.client_cpu_ms or 0.0) <= opening.wall_ms * 1.5
    assert 0 < opening.round_trip_ms < opening.wall_ms


def test_never_counts_itself(shop: str) -> None:
    look(shop)
    seen = look(shop)
    assert seen.statements is not None
    work = [one.text for one in seen.statements.rows if one.kind is not Kind.OTHER]
    assert not [text for text in work if "pg_stat" in text or "pg_class" in text]


def test_the_difference_of_two_looks_is_what_happened_in_between(shop: str) -> None:
    first = look(shop)
    for number in range(20):
        with psycopg.connect(shop) as one:
            one.execute("select * from child where parent_id = %s", (number + 1,)).fetchall()
            one.execute("update child set note = 'y' where id = %s", (number,))
    window = between(first, look(shop))
    assert window.statements is not None and window.counters is not None
    read, write = (
        next(one for one in window.statements.rows if one.kind is kind)
        for kind in (Kind.READ, Kind.WRITE)
    )
    assert (read.calls, read.rows) == (20, 100) and write.calls == 20
    assert window.statements.calls == 40
    opened = (window.counters.sessions or 0) - window.opening.samples if window.opening else 0
    assert opened == 20
    assert window.window_s and window.window_s > 0
    child = window.table("public", "child")
    assert child is not None and child.seq_scans == 20 and child.inserted == 0


def test_a_reset_in_between_is_survived(shop: str) -> None:
    with psycopg.connect(shop, autocommit=True) as one:
        for _ in range(30):
            one.execute("select count(*) from child")
        first = look(shop)
        one.execute("select pg_stat_statements_reset()")
        one.execute("select pg_stat_reset()")
        for _ in range(5):
            one.execute("select count(*) from child")
    window = between(first, look(shop))
    assert window.statements is not None and window.counters is not None
    counts = next(one for one in window.statements.rows if "count" in one.text)
    assert counts.calls == 5
    assert window.counters.commits >= 0 and window.counters.blocks_hit >= 0


def test_looks_in_the_wrong_order_or_of_two_databases_are_refused(shop: str, database: str) -> None:
    first, second = look(shop, sessions=1), look(shop, sessions=1)
    with pytest.raises(Problem):
        between(second, first)


def test_without_the_extension_the_rest_is_there_and_the_reason_is_said(database: str) -> None:
    seen = look(database)
    assert seen.statements is None
    assert "create extension pg_stat_statements" in seen.missing["statements"]
    assert set(seen.missing) == {"statements"}
    assert seen.activity is not None


def test_an_extension_in_another_schema_is_found(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute('create schema "Ext \'1"')
        admin.execute('create extension pg_stat_statements schema "Ext \'1"')
        admin.execute("select 1 as one")
    assert look(database).statements is not None


def test_without_rights_it_degrades(shop: str, postgres_server: Postgres) -> None:
    with psycopg.connect(shop, autocommit=True) as admin:
        admin.execute("create role weak login password 'weak'")
        admin.execute("select * from parent where id = 7")
    try:
        with psycopg.connect(shop) as other:
            other.execute("select 1")
            seen = look(shop.replace("postgres:postgres@", "weak:weak@"))
            assert not seen.sees_all
            assert seen.statements is not None and seen.statements.hidden_share > 0.9
            assert seen.activity is not None and seen.activity.hidden >= 1
            assert seen.table("public", "child") is not None
            assert seen.xid_age is not None
            assert all(one.distinct == 0 for one in seen.columns), "pg_stats hides other tables"
    finally:
        with psycopg.connect(shop, autocommit=True) as admin:
            admin.execute("drop role weak")


def test_hostile_names_come_through_whole(shop: str) -> None:
    with psycopg.connect(shop, autocommit=True) as admin:
        name = HOSTILE.replace('"', '""')
        admin.execute(f'create table "{name}" (id int primary key, "select" int, "A b" int)')
        admin.execute(f'create index "{name}_index" on "{name}" ("select", "A b")')
    seen = look(shop)
    assert seen.table("public", HOSTILE) is not None
    index = next(one for one in seen.indexes if one.name == f"{HOSTILE}_index")
    assert index.columns == ("select", "A b")
    assert seen.missing == {}


def test_an_invalid_index_and_an_expression_are_told(shop: str) -> None:
    with psycopg.connect(shop, autocommit=True) as admin:
        admin.execute("create index on child (lower(note), parent_id)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            admin.execute("create unique index concurrently broken on child (parent_id)")
    by_name = {one.name: one for one in look(shop).indexes}
    assert not by_name["broken"].valid and not by_name["broken"].being_built
    assert by_name["child_lower_parent_id_idx"].columns == ("", "parent_id")


def test_two_thousand_tables_are_looked_at_in_time(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        for start in range(0, 2000, 250):
            admin.execute(
                f"do $$ begin for i in {start}..{start + 249} loop"
                " execute 'create table t' || i || ' (id int primary key, other int)'; end loop; end $$"
            )
    begun = time.monotonic()
    seen = look(database)
    assert time.monotonic() - begun < 12
    assert seen.tables_total == 2000
    assert len(seen.tables) == 2000 and len(seen.indexes) == 2000
    assert len(seen.columns) <= 5000


def test_a_table_that_is_locked_does_not_hold_the_look_up(shop: str) -> None:
    with psycopg.connect(shop) as other:
        other.execute("lock table child in access exclusive mode")
        begun = time.monotonic()
        seen = look(shop)
        assert time.monotonic() - begun < 6
        other.rollback()
    assert seen.counters is not None
    for part, reason in seen.missing.items():
        assert "locked" in reason or "longer" in reason, (part, reason)


def test_sessions_at_work_and_idle_in_a_transaction_are_seen(shop: str) -> None:
    with psycopg.connect(shop) as lazy, psycopg.connect(shop, autocommit=True) as busy:
        lazy.execute("select 1")
        worker = threading.Thread(target=lambda: busy.execute("select pg_sleep(1.2)"))
        worker.start()
        time.sleep(0.2)
        seen = look(shop, samples=3, sessions=1).activity
        worker.join()
    assert seen is not None and seen.samples == 3 and seen.sessions >= 2
    assert seen.active >= 1 and seen.by_state["idle in transaction"] >= 1
    assert seen.longest_idle_in_transaction_s > 0.1


def test_it_writes_nothing(shop: str) -> None:
    def written() -> tuple[object, ...]:
        with psycopg.connect(shop, autocommit=True) as one:
            one.execute("select pg_stat_force_next_flush()")
            row = one.execute(
                "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables"
            ).fetchone()
            return row or ()

    before = written()
    look(shop)
    assert written() == before


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg://{}", "postgres://{}", "POSTGRESQL+asyncpg://{}", "postgis://{}"],
)
def test_addresses_of_frameworks_are_understood(database: str, url: str) -> None:
    rest = database.partition("://")[2]
    assert look(url.format(rest), sessions=1).database


def test_keyword_strings_are_understood(database: str) -> None:
    parts = psycopg.conninfo.conninfo_to_dict(database)
    seen = look(psycopg.conninfo.make_conninfo("", **parts), sessions=1)
    assert f"password={parts['password']}" not in seen.url and "***" in seen.url


def refused(url: str, timeout_s: float = 2.0) -> str:
    """The message of the Problem that looking at this address raises, which holds no password."""
    begun = time.monotonic()
    with pytest.raises(Problem) as caught:
        look(url, timeout_s=timeout_s)
    assert time.monotonic() - begun < timeout_s + 1.5
    assert "s3cr3t" not in caught.value.message + caught.value.remedy
    assert caught.value.remedy
    return caught.value.message


def test_a_server_that_hangs(silent: int) -> None:
    assert "did not answer" in refused(f"postgresql://app:s3cr3t@127.0.0.1:{silent}/shop")


def test_a_host_name_with_two_addresses_that_hang_keeps_the_time(silent: int) -> None:
    url = f"postgresql://app:s3cr3t@127.0.0.1:{silent},127.0.0.1:{silent}/shop"
    assert "did not answer" in refused(url)


def test_a_port_where_nothing_listens() -> None:
    message = refused(f"postgresql://app:s3cr3t@127.0.0.1:{free_port()}/shop")
    assert "nothing listens" in message


def test_something_that_is_not_postgresql(web: int) -> None:
    assert "not PostgreSQL" in refused(f"postgresql://app:s3cr3t@127.0.0.1:{web}/shop")


def test_a_wrong_password(database: str) -> None:
    assert "password" in refused(database.replace(":postgres@", ":s3cr3t@"))


def test_a_database_or_a_user_that_is_not_there(database: str) -> None:
    base = database.rpartition("/")[0]
    assert "no such database" in refused(f"{base}/nowhere")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop",
        "mysql://app:s3cr3t@db/shop",
        "http://app:s3cr3t@db/",
        "postgresql://app:s3cr3t@[::1/shop",
        "postgresql://app:s3c/r3t:s3cr3t@db/shop",
        "postgresql://app:s3cr3t@db/shop?nonsense=1",
    ],
)
def test_what_is_no_address_at_all(url: str) -> None:
    refused(url)


def test_a_name_that_does_not_resolve() -> None:
    refused("postgresql://app:s3cr3t@no-such-host.invalid/shop", timeout_s=4.0)


def test_no_session_left_is_told_as_such(shop: str) -> None:
    with psycopg.connect(shop, autocommit=True) as admin:
        admin.execute("create role one login password 'one' connection limit 1")
    url = shop.replace("postgres:postgres@", "one:one@")
    try:
        with psycopg.connect(url):
            assert "no free session" in refused(url)
    finally:
        with psycopg.connect(shop, autocommit=True) as admin:
            admin.execute("drop role one")


class _Freezing:
    """A proxy in front of the server that stops passing bytes once it was told to."""

    def __init__(self, port: int) -> None:
        self.frozen = threading.Event()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.target = port
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            upstream = socket.create_connection(("127.0.0.1", self.target))
            for one, other in ((client, upstream), (upstream, client)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        while data := one.recv(65536):
            if b"pg_stat_activity" in data:
                self.frozen.set()
            if self.frozen.is_set():
                return
            other.sendall(data)


def test_a_line_that_goes_dead_in_the_middle_ends_in_time(
    shop: str, postgres_server: Postgres
) -> None:
    proxy = _Freezing(postgres_server.port)
    begun = time.monotonic()
    try:
        seen = look(
            shop.replace(f":{postgres_server.port}/", f":{proxy.port}/"), timeout_s=2.0, sessions=1
        )
        assert "activity" in seen.missing and seen.activity is None
        assert seen.missing["tables"] and seen.tables == ()
    finally:
        proxy.server.close()
    assert time.monotonic() - begun < 8
