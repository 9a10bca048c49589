"""The lab's advice on the market place, from the look to indexes that a real server builds and uses."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg

from checks.core import Looks
from checks.lab.advice import LabAdvice
from checks.lab.advise import advise, tables
from checks.lab.candidate import Candidate, Key
from checks.lab.priced import serves_too
from checks.lab.search import FOLD, FOLD_OF_ALL, begins
from checks.lab.source import take
from checks.lab.terms import Terms
from checks.probes.postgres import Kind, Postgres, Statement, Statements, look
from checks.saved import save
from checks.sql import parse
from tests.bench.suite.seen import Seen

TWICE = """
import sys
from pathlib import Path
from checks.lab.advise import advise
from checks.lab.blueprint import Blueprint
from checks.probes.postgres import Postgres
from checks.saved import load
looks = load(Path(sys.argv[1]))
print(advise(looks.get(Postgres), looks.get(Blueprint)))
"""


def shapes(advice: LabAdvice, table: str) -> list[str]:
    """What the proposals on one table cover."""
    return [one.index.shape for one in advice.proposals if one.index.table == table]


def test_the_largest_saving_comes_first(advice: LabAdvice) -> None:
    assert advice.proposals[0].index.table == "order_items"
    assert advice.proposals[0].index.columns[0] == "order_id"
    shares = [one.share for one in advice.proposals]
    assert shares == sorted(shares, reverse=True)


def test_most_of_the_time_would_be_gone(advice: LabAdvice) -> None:
    assert advice.left_ms < 0.25 * advice.total_ms


def test_an_index_beside_a_wider_one_saves_more_than_a_trifle(advice: LabAdvice) -> None:
    for narrow in advice.proposals:
        if any(begins(one.index, narrow.index) for one in advice.proposals):
            assert narrow.share * advice.total_ms > max(
                FOLD * advice.left_ms, FOLD_OF_ALL * advice.total_ms
            )


COMMENTS = """
create table comments (id bigint primary key, post_id bigint not null, body text, created_at timestamp not null);
insert into comments
  select i, 1 + i % 300, md5(i::text), timestamp '2025-01-01' + i * interval '10 s' from generate_series(1, 100000) i;
"""
LATEST = "select id, body from comments where post_id = $1 order by created_at desc limit $2"
COUNT = "select count(*) from comments where post_id = $1"


def _asked(url: str, *asked: tuple[str, float]) -> Postgres:
    """A look as if these had run, each with its rows a call."""
    rows = tuple(
        Statement(id=str(place), text=text, kind=Kind.READ, calls=1000, exec_ms=9000.0, rows=round(each * 1000),
                  blocks_hit=0, blocks_read=0)
        for place, (text, each) in enumerate(asked)
    )  # fmt: skip
    total = sum(one.exec_ms for one in rows)
    listed = Statements(rows=rows, calls=2000, exec_ms=total, distinct=2, hidden_share=0.0)
    return replace(look(url), statements=listed)


def test_look_ups_and_the_latest_of_them_share_one_index(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(COMMENTS)
        one.execute("vacuum (analyze)")
    found = advise(_asked(database, (LATEST, 10), (COUNT, 1)), take(database))
    assert [one.index.shape for one in found.proposals] == ["(post_id, created_at)"]
    assert len(found.proposals[0].gains) == 2


def test_only_plain_trees_of_one_table_begin_with_each_other() -> None:
    narrow = Candidate(schema="s", table="t", keys=(Key(column="a"),))
    wide = Candidate(schema="s", table="t", keys=(Key(column="a"), Key(column="b")))
    assert begins(wide, narrow)
    assert not begins(narrow, wide) and not begins(wide, wide)
    assert not begins(replace(wide, table="u"), narrow)
    assert not begins(replace(wide, where="b IS NULL"), narrow)
    assert begins(replace(narrow, include=("b",)), narrow)
    assert not begins(wide, replace(narrow, include=("b",)))
    assert not begins(wide, replace(narrow, keys=(Key(column="b"),)))


def test_a_deleted_row_finds_the_rows_that_point_at_it(advice: LabAdvice, seen: Seen) -> None:
    (first,) = advice.proposals[:1]
    assert "cancel_order" in {seen.names[one.statement.id] for one in first.gains}


def test_an_expression_gets_an_index_of_its_own(advice: LabAdvice) -> None:
    assert "((LOWER(email)))" in shapes(advice, "users")


def test_the_key_of_a_document_comes_from_what_a_session_sent(advice: LabAdvice) -> None:
    assert "((payload ->> 'trace'))" in shapes(advice, "events")


def test_without_a_session_that_sent_it_the_reason_says_so(seen: Seen) -> None:
    silent = replace(seen.blueprint, texts={})
    only = _only(seen, "trace_events")
    found = advise(only, silent)
    assert found.proposals == ()
    assert "no session was seen" in found.helpless[0].reason


def test_a_unique_index_that_is_there_is_not_built_again(seen: Seen) -> None:
    found = advise(_only(seen, "user_by_id"), seen.blueprint)
    assert found.proposals == ()
    assert found.helpless[0].reason == "it already reads users_pkey"


def test_every_statement_is_helped_or_has_a_reason(advice: LabAdvice, seen: Seen) -> None:
    helped = {each.statement.id for one in advice.proposals for each in one.gains}
    assert helped | {one.statement.id for one in advice.helpless} >= {
        one.id for one in (seen.postgres.statements.rows if seen.postgres.statements else ())
        if one.exec_ms > 0.001 * advice.total_ms
    }  # fmt: skip
    assert all(one.reason for one in advice.helpless)


def test_writes_are_priced(advice: LabAdvice) -> None:
    for one in advice.proposals:
        if one.index.table in ("order_items", "events"):
            assert one.writes.rows > 0 and one.writes.ms > 0
        if one.index.table == "payments":
            assert one.writes.rows == 0
    states = [
        one
        for one in advice.proposals
        if one.index.table == "jobs" and "state" in one.index.columns
    ]
    assert states and all(one.writes.ends_hot > 0 for one in states)


def test_the_real_server_builds_uses_and_drops_every_proposal(
    advice: LabAdvice, market: str
) -> None:
    with psycopg.connect(market, autocommit=True) as one:
        one.execute("create extension if not exists pg_trgm")
        for proposal in advice.proposals:
            one.execute(proposal.index.ddl.encode())
            row = one.execute(proposal.verification.encode()).fetchone()
            assert row is not None and row[0] is True
        plan = str(one.execute("explain select * from order_items where order_id = 5").fetchall())
        assert "order_items_order_id" in plan
        for proposal in advice.proposals:
            one.execute(proposal.index.undo.encode())


def test_production_keeps_its_bytes(market: str, advice: LabAdvice) -> None:
    with psycopg.connect(market, autocommit=True) as one:
        row = one.execute(
            "select count(*) from pg_index where not indisprimary and indrelid > 16384"
        ).fetchone()
    assert row == (0,)


def test_the_same_bytes_whatever_the_hash_seed(seen: Seen, tmp_path: Path) -> None:
    save(Looks().with_(seen.postgres, seen.blueprint), tmp_path / "look.json")
    said = {
        subprocess.run([sys.executable, "-c", TWICE, tmp_path / "look.json"], check=True, capture_output=True,
                       cwd=Path(__file__).parents[3], env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}).stdout
        for seed in ("0", "42")
    }  # fmt: skip
    assert len(said) == 1 and b"order_items" in said.pop()


def test_a_large_dump_is_limited_to_what_the_statements_name(seen: Seen) -> None:
    named = tables(_only(seen, "cancel_order"))
    assert named == [("public", "order_items"), ("public", "orders")]


def _only(seen: Seen, name: str) -> Postgres:
    """The look as if this template alone had run."""
    statements = seen.postgres.statements
    assert isinstance(statements, Statements)
    rows = tuple(one for one in statements.rows if seen.names[one.id] == name)
    total = sum(one.exec_ms for one in rows)
    return replace(seen.postgres, statements=replace(statements, rows=rows, exec_ms=total))


def test_a_bound_on_space_is_kept_and_spent_on_what_saves_most(
    seen: Seen, advice: LabAdvice
) -> None:
    half = sum(one.bytes for one in advice.proposals) // 2
    bounded = advise(seen.postgres, seen.blueprint, Terms(most_bytes=half))
    assert 0 < sum(one.bytes for one in bounded.proposals) <= half
    assert advice.left_ms <= bounded.left_ms < 0.5 * advice.total_ms
    assert bounded.proposals[0].index == advice.proposals[0].index


def test_an_index_may_do_the_work_of_one_with_the_same_first_key() -> None:
    one = Candidate(schema="s", table="t", keys=(Key(column="a"),))
    wide = replace(one, keys=(Key(column="a"), Key(column="b")))
    assert serves_too(one, one) and serves_too(wide, one) and serves_too(one, wide)
    assert not serves_too(replace(one, keys=(Key(column="b"),)), one)
    assert not serves_too(replace(one, table="u"), one)
    assert not serves_too(replace(one, where="gone"), one)
    assert serves_too(one, replace(one, where="gone"))
    gin = replace(one, method="gin")
    assert serves_too(gin, gin) and not serves_too(gin, one)


def test_a_joined_table_with_a_condition_of_its_own_gets_an_index_for_it(seen: Seen) -> None:
    assert seen.postgres.statements is not None
    (basket,) = [
        one for one in seen.postgres.statements.rows if seen.names.get(one.id) == "basket_history"
    ]
    alone = replace(
        seen.postgres,
        statements=replace(seen.postgres.statements, rows=(basket,), exec_ms=basket.exec_ms),
    )
    offered = advise(alone, seen.blueprint)
    assert any("(account_id" in one for one in shapes(offered, "orders"))


JOBS = """
create table tasks (id bigint primary key, queue text not null, state text not null, run_at timestamp not null);
insert into tasks select i, 'queue ' || i % 4, case when i % 400 = 0 then 'ready' else 'done' end,
  timestamp '2025-01-01' + i * interval '10 s' from generate_series(1, 100000) i;
"""


def test_columns_compared_with_equality_come_in_the_order_that_serves_two_statements(
    database: str,
) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(JOBS)
        one.execute("vacuum (analyze)")
    by_queue = "select id from tasks where queue = $1 and state = $2 order by run_at limit $3"
    found = advise(
        _asked(database, (by_queue, 10), ("select queue from tasks where state = $1", 250)),
        take(database),
    )
    first = [one.index.columns[0] for one in found.proposals]
    assert first == ["state"] and len(found.proposals[0].gains) == 2


HARD = (
    "insert into comments select i, $1 + i, $2, timestamp $3 + i * interval $4"
    " from generate_series($5, $6) i"
)


def test_a_statement_that_is_not_understood_is_told_and_the_others_are_helped(
    database: str,
) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(COMMENTS)
        one.execute("vacuum (analyze)")
    assert parse(HARD) is None
    found = advise(_asked(database, (HARD, 1), (COUNT, 1)), take(database))
    assert [one.index.columns[0] for one in found.proposals] == ["post_id"]
    assert [(one.statement.text, bool(one.reason)) for one in found.helpless] == [(HARD, True)]
