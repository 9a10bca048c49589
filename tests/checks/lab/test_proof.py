"""The proof on a scratch copy: refuses what is none, keeps what helps, leaves nothing behind, whatever ends it."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from checks.core import Looks, Problem
from checks.lab.advice import LabAdvice, Proposal
from checks.lab.blueprint import Blueprint
from checks.lab.candidate import Candidate, Key
from checks.lab.proof.kept import kept
from checks.lab.proof.prove import prove
from checks.lab.proof.result import Answers, Kept, Proof
from checks.lab.proof.wish import Scratch
from checks.lab.writes import WriteCost
from checks.probes.postgres import Kind, Postgres, Statement, Statements
from checks.saved import load, save
from scaffold.demo.postgres import Postgres as Server
from tests.bench.suite.seen import Seen

ROOT = Path(__file__).parents[3]
HELD = """
import sys
from pathlib import Path
from checks.lab.advice import LabAdvice, Proposal
from checks.lab.blueprint import Blueprint
from checks.lab.candidate import Candidate, Key
from checks.lab.proof.prove import prove
from checks.lab.proof.wish import Scratch
from checks.lab.writes import WriteCost
from checks.probes.postgres import Postgres
from checks.saved import load
looks = load(Path(sys.argv[1]))
seen, blueprint = looks.get(Postgres), looks.get(Blueprint)
index = Candidate(schema="public", table="order_items", keys=(Key(column="order_id"),))
one = Proposal(index=index, gains=(), share=0.5, bytes=10**6, writes=WriteCost(ms=0, rows=0, ends_hot=0))
advice = LabAdvice(proposals=(one,), helpless=(), left_out=(), total_ms=1e6, left_ms=0, examined=1, plans=1)
def tell(text):
    if text.startswith("explain (analyze"):
        print("measuring", flush=True)
prove(seen, blueprint, advice, Scratch(url=sys.argv[2]), tell)
"""
INDEXES = """
select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid
where not i.indisprimary and c.relnamespace = 'public'::regnamespace"""


def indexes(url: str) -> int:
    """How many indexes there are that are no primary key."""
    with psycopg.connect(url) as one:
        row = one.execute(INDEXES).fetchone()
    return int(row[0]) if row else -1


@pytest.fixture(scope="module")
def scratch(market: str, seen: Seen, postgres_server: Server) -> Iterator[str]:
    """A copy of the market place that may be written to."""
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute("create database market_copy template market")
    yield postgres_server.url_of("market_copy")
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute("drop database market_copy with (force)")


@pytest.fixture(scope="module")
def proof(seen: Seen, advice: LabAdvice, scratch: str) -> Proof:
    """What measuring the lab's advice came to."""
    return prove(seen.postgres, seen.blueprint, advice, Scratch(url=scratch))


def test_what_helps_is_kept_and_the_rest_has_a_reason(proof: Proof, advice: LabAdvice) -> None:
    assert [one.name for one in proof.indexes] == [one.index.name for one in advice.proposals]
    first = proof.indexes[0]
    assert first.kept is Kept.KEPT and first.share is not None and first.share > 0.1
    assert all(one.reason for one in proof.indexes if one.kept is not Kept.KEPT)
    left = [one for one in proof.indexes if one.kept is Kept.KEPT]
    left.sort(key=lambda one: -(one.share or 0.0))
    assert [one.index.name for one in kept(advice, proof)] == [one.name for one in left]
    assert kept(advice, None) == advice.proposals


def test_price_and_clock_agree_where_most_time_goes(proof: Proof) -> None:
    first = proof.indexes[0]
    assert first.share is not None and 0.5 < first.share / first.predicted < 2
    assert first.bytes > 0 and 0.5 < first.predicted_bytes / first.bytes < 2
    assert proof.left is not None and proof.left < 0.25


def test_every_statement_of_the_tables_was_measured(proof: Proof, seen: Seen) -> None:
    assert proof.untimed == ()
    names = {seen.names[one.id] for one in proof.statements}
    assert {"items_of_order", "trace_events", "add_item", "ship_order", "cancel_order"} <= names


def test_the_rows_are_the_same_with_the_indexes(proof: Proof) -> None:
    said = {one.answers for one in proof.statements}
    assert Answers.SAME in said and Answers.DIFFERENT not in said
    compared = [one for one in proof.statements if one.answers is Answers.SAME]
    assert len(compared) > 0.7 * len(proof.statements)


def test_all_of_it_is_undone(proof: Proof, scratch: str, market: str) -> None:
    assert proof.indexes and indexes(scratch) == 0
    with psycopg.connect(scratch) as one, psycopg.connect(market) as other:
        for table in ("order_items", "events", "orders"):
            count = f"select count(*), max(id) from {table}"
            assert one.execute(count).fetchone() == other.execute(count).fetchone()


def test_it_can_be_saved_and_says_that_both_share_a_server(proof: Proof, tmp_path: Path) -> None:
    save(Looks().with_(proof), tmp_path / "look.json")
    assert load(tmp_path / "look.json").get(Proof) == proof
    assert any("slowed the other" in one for one in proof.notes)
    assert "postgres:postgres" not in (tmp_path / "look.json").read_text()


def test_the_time_is_bounded_and_what_it_did_not_reach_is_said(
    seen: Seen, advice: LabAdvice, scratch: str
) -> None:
    begun = time.monotonic()
    found = prove(seen.postgres, seen.blueprint, advice, Scratch(url=scratch, seconds=0.5))
    assert time.monotonic() - begun < 15
    late = [one for one in found.indexes if one.kept is Kept.UNPROVEN]
    assert late and all("time" in one.reason for one in late)
    assert indexes(scratch) == 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_after(
    sign: signal.Signals, seen: Seen, scratch: str, tmp_path: Path
) -> None:
    save(Looks().with_(seen.postgres, seen.blueprint), tmp_path / "look.json")
    held = subprocess.Popen(
        [sys.executable, "-c", HELD, tmp_path / "look.json", scratch],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert held.stdout is not None and held.stdout.readline() == "measuring\n"
        held.send_signal(sign)
        held.wait(30)
        until = time.monotonic() + 20
        while _sessions(scratch) and time.monotonic() < until:
            time.sleep(0.1)
        assert _sessions(scratch) == 0 and indexes(scratch) == 0
    finally:
        held.kill()
        held.wait()


def _sessions(url: str) -> int:
    with psycopg.connect(url) as one:
        row = one.execute(
            "select count(*) from pg_stat_activity where datname = current_database()"
            " and application_name = 'rung'"
        ).fetchone()
    return int(row[0]) if row else -1


# A small database of its own, with advice written by hand, for what the market place does not show.

TABLE = """
create table notes (id bigint primary key, owner int not null, body text not null, seen timestamp not null);
insert into notes select i, i % 2000, md5(i::text), timestamp '2025-01-01' + i * interval '1 second'
  from generate_series(1, 40000) i;"""


def laid(url: str, script: str) -> None:
    """Run the script, then give the planner its statistics."""
    with psycopg.connect(url, autocommit=True) as one:
        one.execute(script.encode())
        one.execute("vacuum (analyze)")


def notes(url: str, *statements: Statement) -> Postgres:
    """A look at the little table as if it were production's."""
    from checks.probes.postgres import look

    total = sum(one.exec_ms for one in statements)
    listed = Statements(
        rows=statements, calls=100, exec_ms=total, distinct=len(statements), hidden_share=0.0
    )
    return replace(
        look(url),
        url="postgresql://shop@db.example/shop",
        database="shop",
        started=1.0,
        statements=listed,
    )


def statement(
    number: str, text: str, *, calls: int = 1000, ms: float = 5.0, rows: int = 20
) -> Statement:
    """One statement, with its mean time and rows a call."""
    kind = Kind.READ if text.startswith("select") else Kind.WRITE
    return Statement(id=number, text=text, kind=kind, calls=calls, exec_ms=ms * calls, rows=rows * calls,
                     blocks_hit=0, blocks_read=0)  # fmt: skip


def proposing(seen: Postgres, *indexes: Candidate) -> LabAdvice:
    """Advice to build these."""
    total = seen.statements.exec_ms if seen.statements else 0.0
    found = tuple(
        Proposal(index=one, gains=(), share=0.5, bytes=10**6, writes=WriteCost(ms=0, rows=0, ends_hot=0))
        for one in indexes
    )  # fmt: skip
    return LabAdvice(
        proposals=found, helpless=(), left_out=(), total_ms=total, left_ms=0.0, examined=1, plans=1
    )


def on(*columns: str) -> Candidate:
    """A plain index on the little table."""
    return Candidate(schema="public", table="notes", keys=tuple(Key(column=one) for one in columns))


BY_OWNER = statement("1", "select id, body from notes where owner = $1")
PLAN = Blueprint(dump="", version=180000)


@pytest.fixture
def little(database: str) -> str:
    """The little table."""
    laid(database, TABLE)
    return database


def test_an_index_that_no_statement_reads_is_refused(little: str) -> None:
    seen = notes(little, BY_OWNER)
    found = prove(seen, PLAN, proposing(seen, on("owner"), on("body")), Scratch(url=little))
    assert [(one.kept, one.reason) for one in found.indexes] == [
        (Kept.KEPT, ""), (Kept.REFUSED, "no statement that was measured reads it"),
    ]  # fmt: skip


def test_an_index_whose_writes_cost_more_is_refused(little: str) -> None:
    seen = notes(
        little,
        statement("1", "select id from notes where body like $1", calls=100, rows=1),
        statement("2", "update notes set body = $1 where id = $2", calls=10**6, ms=0.05, rows=1),
    )
    words = Candidate(
        schema="public",
        table="notes",
        keys=(Key(column="body", operators="gin_trgm_ops"),),
        method="gin",
    )
    found = prove(seen, PLAN, proposing(seen, words), Scratch(url=little))
    assert found.indexes[0].kept is Kept.REFUSED
    assert "saves nothing" in found.indexes[0].reason


MISLED = """
create table jobs (id bigint primary key, state int not null, filler text not null, at int not null);
insert into jobs
  select i, case when i > 199000 then 1 else 0 end, repeat('x', 200), i from generate_series(1, 200000) i;"""


def test_a_statement_that_gets_slower_refuses_its_index(database: str) -> None:
    """The planner takes the order for free and the rare state for spread evenly; it stands at the far end."""
    laid(database, MISLED)
    rare = statement(
        "1", "select id, filler from jobs where state + 0 = 1 order by at limit $1", rows=1
    )
    often = statement("2", "select id from jobs where at = $1", ms=20, rows=1)
    seen = notes(database, rare, often)
    index = Candidate(schema="public", table="jobs", keys=(Key(column="at"),))
    settings = {"random_page_cost": "1.1", "max_parallel_workers_per_gather": "0"}
    blueprint = replace(PLAN, settings=settings)
    found = prove(seen, blueprint, proposing(seen, index), Scratch(url=database))
    (tried,) = found.indexes
    assert tried.kept is Kept.REFUSED
    assert "state + 0" in tried.reason and "instead of" in tried.reason


def test_a_copy_without_statistics_is_analysed_first(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(TABLE)
    seen = notes(database, BY_OWNER)
    found = prove(seen, PLAN, proposing(seen, on("owner")), Scratch(url=database))
    assert "vacuumed and analysed first" in found.notes[0]
    assert found.indexes[0].kept is Kept.KEPT


def test_what_was_kept_stays_where_that_is_asked_for(little: str) -> None:
    seen = notes(little, BY_OWNER)
    advice = proposing(seen, on("owner"), on("body"))
    found = prove(seen, PLAN, advice, Scratch(url=little, keep=True))
    assert found.stayed and indexes(little) == 1


def test_a_hostile_statement_ends_no_transaction(little: str) -> None:
    hostile = statement("9", "select 1 from notes; commit; drop table notes")
    seen = notes(little, BY_OWNER, hostile)
    found = prove(seen, PLAN, proposing(seen, on("owner")), Scratch(url=little))
    assert [one.id for one in found.untimed] == ["9"]
    assert indexes(little) == 0


def refused(seen: Postgres, url: str) -> Problem:
    """The word of refusal."""
    with pytest.raises(Problem) as raised:
        prove(seen, PLAN, proposing(seen, on("owner")), Scratch(url=url))
    return raised.value


def test_the_database_that_was_looked_at_is_no_copy(little: str) -> None:
    from checks.probes.postgres import look

    seen = replace(
        notes(little, BY_OWNER), database=look(little).database, started=look(little).started
    )
    by_its_start = refused(seen, little)
    assert "is the database that was looked at" in by_its_start.message and by_its_start.code == 4
    moved = replace(notes(little, BY_OWNER), url=little.replace("127.0.0.1", "localhost"))
    assert "is the database that was looked at" in refused(moved, little).message
    assert "postgres:postgres" not in by_its_start.message


def test_another_database_is_no_copy_either(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        laid(database, TABLE)
        seen = notes(database, BY_OWNER)
        one.execute("alter table notes rename column owner to holder")
    assert "lacks notes.owner" in refused(seen, database).message
    with psycopg.connect(database, autocommit=True) as one:
        one.execute("drop table notes")
    assert "lacks notes" in refused(seen, database).message


def test_a_database_that_somebody_works_on_is_no_scratch_copy(little: str) -> None:
    seen = notes(little, BY_OWNER)
    with psycopg.connect(little) as working:
        working.execute("select 1")
        found = refused(seen, little)
    assert "1 other sessions work" in found.message and found.code == 4


def test_a_table_that_somebody_locks_meanwhile_ends_it_in_words(little: str) -> None:
    """The session comes after the look at who works there, as a cron job's would."""
    seen, begun = notes(little, BY_OWNER), list[object]()

    def hear(text: str) -> None:
        if text.startswith("begin") and not begun:
            other = psycopg.connect(little)
            other.execute("lock table notes in share mode")
            begun.append(other)

    with pytest.raises(Problem, match="the proof could not go on"):
        prove(seen, PLAN, proposing(seen, on("owner")), Scratch(url=little), hear)
    assert isinstance(begun[0], psycopg.Connection)
    begun[0].close()
    assert indexes(little) == 0


def test_what_cannot_be_reached_is_said_without_its_password(little: str) -> None:
    seen = notes(little, BY_OWNER)
    port = urlsplit(little).port
    found = refused(seen, little.replace(f":{port}", ":1"))
    assert found.code == 2 and "postgres:postgres" not in found.message
