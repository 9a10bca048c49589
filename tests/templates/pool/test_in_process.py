"""The rendered `db_pool` against the real server: what `psycopg.connect` promises, `db_pool.connect` keeps."""

import gc
import importlib.util
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg_pool import PoolTimeout

from scaffold.demo.postgres import Postgres, free_port
from tests.templates.golden import render, same

HERE = Path(__file__).parent
Make = Callable[..., ModuleType]


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Make]:
    """Render and import the module with these answers; its pools are closed afterwards."""
    made: list[ModuleType] = []

    def make(**answers: Any) -> ModuleType:
        defaults = {"topology": "in_process", "pool_size": 2, "pool_timeout_s": 1}
        path = render("pool", tmp_path / str(len(made)), {**defaults, **answers}) / "db_pool.py"
        spec = importlib.util.spec_from_file_location(f"db_pool_{len(made)}", path)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made.append(module)
        return module

    yield make
    for one in made:
        one.close_all()


@pytest.fixture
def people(database: str) -> str:
    with psycopg.connect(database) as admin:
        admin.execute("create table people (name text)")
    return database


def names(url: str) -> list[str]:
    with psycopg.connect(url) as other:
        return [name for (name,) in other.execute("select name from people order by 1")]


def backend(connection: Any) -> int:
    return int(connection.info.backend_pid)


def test_golden(tmp_path: Path) -> None:
    answers = {"topology": "in_process", "module_file": "app/db_pool.py", "pool_size": 4}
    same(render("pool", tmp_path / "out", answers), HERE / "in_process" / "expected")


def test_a_with_block_commits_and_hands_the_connection_back(pool: Make, people: str) -> None:
    module = pool(pool_size=1)
    with module.connect(people) as first:
        first.execute("insert into people values ('ada')")
    assert names(people) == ["ada"]
    assert first.closed
    with module.connect(people) as second:
        assert second.execute("select count(*) from people").fetchone() == (1,)
    assert module.stats()["connections_num"] == 1


def test_an_error_in_the_block_rolls_back_and_hands_it_back(pool: Make, people: str) -> None:
    module = pool(pool_size=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), module.connect(people) as conn:
            conn.execute("insert into people values ('bob')")
            raise ZeroDivisionError
    with pytest.raises(psycopg.errors.SyntaxError), module.connect(people) as conn:
        conn.execute("selec")
    with module.connect(people) as conn:
        assert conn.execute("select 1").fetchone() == (1,)
    assert names(people) == []


def test_closing_by_hand_rolls_back_as_psycopg_does(pool: Make, people: str) -> None:
    module = pool(pool_size=1)
    conn = module.connect(people)
    conn.execute("insert into people values ('cyd')")
    conn.commit()
    conn.execute("insert into people values ('dee')")
    conn.close()
    assert names(people) == ["cyd"]
    with pytest.raises(psycopg.OperationalError, match="closed"):
        conn.execute("select 1")
    module.connect(people).close()


def test_a_second_close_never_ends_somebody_elses_loan(pool: Make, people: str) -> None:
    module = pool(pool_size=1)
    first = module.connect(people)
    first.close()
    with module.connect(people) as second:
        first.close()
        second.execute("insert into people values ('eve')")
        with pytest.raises(PoolTimeout):
            module.connect(people)
    assert names(people) == ["eve"]


def test_when_all_are_busy_the_error_says_so_in_time(pool: Make, people: str) -> None:
    module = pool(pool_size=2)
    held = [module.connect(people), module.connect(people)]
    started = time.monotonic()
    with pytest.raises(
        psycopg.OperationalError, match=r"within 1 s: all 2 of process \d+ are in use"
    ):
        module.connect(people)
    assert time.monotonic() - started < 3
    held.pop().close()
    module.connect(people).close()


def test_forty_threads_share_a_few_connections(pool: Make, people: str) -> None:
    module = pool(pool_size=3, pool_timeout_s=20)
    seen: set[int] = set()

    def work(number: int) -> None:
        for _ in range(10):
            with module.connect(people) as conn:
                seen.add(backend(conn))
                conn.execute("insert into people values (%s)", (str(number),))

    threads = [threading.Thread(target=work, args=(one,)) for one in range(40)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert len(names(people)) == 400
    assert len(seen) <= 3


def test_a_connection_that_nobody_closes_comes_back(pool: Make, people: str) -> None:
    module = pool(pool_size=1)

    def careless() -> Any:
        return module.connect(people).execute("select 1").fetchone()

    for _ in range(5):
        assert careless() == (1,)
    cursor = module.connect(people).cursor()
    gc.collect()
    with pytest.raises(PoolTimeout):
        module.connect(people)
    assert cursor.execute("select 2").fetchone() == (2,), "a cursor keeps its connection"
    del cursor
    module.connect(people).close()


def test_what_a_caller_asks_for_ends_with_the_loan(pool: Make, people: str) -> None:
    module = pool(pool_size=1)
    with module.connect(people, autocommit=True, row_factory=dict_row) as conn:
        assert conn.execute("select 1 as one").fetchone() == {"one": 1}
        conn.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
    with module.connect(people) as conn:
        assert conn.execute("select 1 as one").fetchone() == (1,)
        assert conn.autocommit is False
        assert conn.isolation_level is None


def test_session_state_does_not_leak_to_the_next_user(pool: Make, people: str) -> None:
    module = pool(pool_size=1, reset_session=True)
    with module.connect(people) as conn:
        conn.execute("set statement_timeout = '5s'")
        conn.execute("select pg_advisory_lock(1)")
        conn.execute("create temporary table mine (id int)")
    with module.connect(people) as conn:
        assert conn.execute("show statement_timeout").fetchone() == ("0",)
        assert conn.execute("select to_regclass('mine')").fetchone() == (None,)
        assert conn.execute("select count(*) from pg_locks where locktype = 'advisory'").fetchone() == (0,)  # fmt: skip


def test_without_reset_it_says_so_and_keeps_prepared_statements(pool: Make, people: str) -> None:
    module = pool(pool_size=1, reset_session=False)
    assert "is NOT cleared" in (module.__doc__ or "")
    for _ in range(10):
        with module.connect(people) as conn:
            conn.execute("select name from people where name = %s", ("x",))
            count = "select count(*) from pg_prepared_statements"
            prepared = conn.execute(count, prepare=False).fetchone()
    assert prepared == (1,)


def test_it_looks_like_a_connection(pool: Make, people: str) -> None:
    module = pool()
    with module.connect(people) as conn:
        assert isinstance(conn, psycopg.Connection)
        assert psycopg.sql.SQL("select {}").format(1).as_string(conn) == "select 1"
        assert psycopg.types.TypeInfo.fetch(conn, "text")
        with conn.transaction(), conn.cursor() as cur:
            cur.execute("insert into people values ('fay')")
        with psycopg.ClientCursor(conn) as client:
            assert client.execute("select %s", ("x",)).fetchone() == ("x",)
    assert names(people) == ["fay"]


def test_a_child_process_opens_connections_of_its_own(pool: Make, people: str) -> None:
    module = pool(pool_size=1)
    with module.connect(people) as conn:
        mine = backend(conn)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with module.connect(people) as conn:
                os.write(writer, str(backend(conn)).encode())
            module.close_all()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    theirs = int(os.read(reader, 20) or b"0")
    os.close(reader)
    assert theirs not in (0, mine)
    with module.connect(people) as conn:
        assert backend(conn) == mine, "the child left its parent's connection alone"


def test_connections_broken_by_a_restart_are_replaced_unseen(pool: Make) -> None:
    folder = Path(tempfile.mkdtemp(prefix="rung-test-"))
    server = Postgres(folder=folder, port=free_port())
    module = pool(pool_size=2, pool_timeout_s=10)
    try:
        server.create()
        server.start({"fsync": "off"})
        held = [module.connect(server.url), module.connect(server.url)]
        for one in held:
            one.close()
        server.stop()
        server.start({"fsync": "off"})
        for _ in range(4):
            with module.connect(server.url) as conn:
                assert conn.execute("select 1").fetchone() == (1,)
    finally:
        module.close_all()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def test_an_unreachable_server_is_named_as_the_reason(pool: Make) -> None:
    module = pool()
    with pytest.raises(psycopg.OperationalError, match=r"within 1 s: .*refused"):
        module.connect(f"postgresql://nobody@127.0.0.1:{free_port()}/none")


def test_size_and_patience_can_be_set_in_the_environment(
    pool: Make, people: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DB_POOL_SIZE", "1")
    monkeypatch.setenv("DB_POOL_TIMEOUT", "0.2")
    module = pool(pool_size=5, pool_timeout_s=60)
    with module.connect(people), pytest.raises(PoolTimeout, match=r"0\.2 s: all 1"):
        module.connect(people)


def test_the_module_needs_nothing_but_psycopg(pool: Make) -> None:
    source = Path(pool().__file__ or "").read_text()
    assert "rung" not in source
