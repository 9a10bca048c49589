"""Two looks made into one, and what kind of statement a text is; no server needed."""

from dataclasses import replace

import pytest

from checks.probes.postgres import Kind, Postgres, Sequence, Statement, Statements, between
from checks.probes.postgres.statements import kind_of
from tests.checks.postgres.small import index, postgres, statement, statements, table

A, B = "select * from a where id = $1", "select * from b where id = $1"


def looks(before: Statements | None, after: Statements | None) -> tuple[Postgres, Postgres]:
    first = postgres(
        statements=before, tables=(table(seq_scans=5),), indexes=(index("a", scans=7),)
    )
    return first, replace(
        postgres(statements=after, tables=(table(seq_scans=9), table("new", seq_scans=2)),
                 indexes=(index("a", scans=3),)),
        at=first.at + 30,
    )  # fmt: skip


def grown(before: Statements | None, after: Statements | None) -> dict[str, int]:
    window = between(*looks(before, after)).statements
    assert window is not None
    return {one.text: one.calls for one in window.rows}


def test_what_grew_is_told_and_what_did_not_is_left_out() -> None:
    before = statements(statement(A, calls=10), statement(B, calls=4))
    after = statements(statement(A, calls=25), statement(B, calls=4))
    assert grown(before, after) == {A: 15}


def test_a_new_statement_counts_whole() -> None:
    before = statements(statement(A, calls=10))
    assert grown(before, statements(statement(A, calls=10), statement(B, calls=4))) == {B: 4}


def test_a_new_statement_beside_a_cut_list_may_be_old_and_is_left_out() -> None:
    cut = statements(statement(A, calls=10), distinct=5000)
    first, second = looks(cut, statements(statement(A, calls=12), statement(B, calls=9000)))
    window = between(first, second).statements
    assert window is not None and window.left_out == 1
    assert [one.text for one in window.rows] == [A]


def test_a_reset_in_between_takes_what_is_there() -> None:
    before = statements(statement(A, calls=10), statement(B, calls=4))
    after = statements(statement(A, calls=12), window_s=3.0)
    assert grown(before, after) == {A: 12}
    window = between(*looks(before, after)).statements
    assert window is not None and window.window_s == 3.0


def test_a_counter_that_went_down_is_taken_as_it_stands() -> None:
    assert grown(statements(statement(A, calls=10)), statements(statement(A, calls=3))) == {A: 3}


def test_tables_and_indexes_grow_too() -> None:
    window = between(*looks(None, None))
    assert window.window_s == 30 and window.statements is None
    assert [one.seq_scans for one in window.tables] == [4, 2]
    assert window.indexes[0].scans == 3


def test_keys_and_transaction_ids_that_were_used_and_none_where_they_were_set_back() -> None:
    one = Sequence(schema="public", table="t", column="id", type="integer", last=100, limit=1000)
    first = replace(postgres(), sequences=(one, replace(one, table="u")), xid_age=500)
    second = replace(
        postgres(), at=first.at + 30, xid_age=900,
        sequences=(replace(one, last=130), replace(one, table="u", last=1), replace(one, table="new")),
    )  # fmt: skip
    window = between(first, second)
    assert [one.grown for one in window.sequences] == [30, None, None]
    assert window.xid_age_grown == 400
    assert window.database_bytes_grown is None and window.tables == ()
    assert between(first, replace(second, xid_age=50)).xid_age_grown is None, "rows were frozen"


def test_bytes_grow_and_what_shrank_has_no_growth() -> None:
    first = replace(postgres(tables=(table("a"), table("b"))), database_bytes=1000)
    a, b = first.tables
    larger = replace(a, bytes=a.bytes + 80), replace(b, bytes=b.bytes - 8)
    second = replace(first, at=first.at + 30, database_bytes=1500, tables=larger)
    window = between(first, second)
    assert window.database_bytes_grown == 500
    assert [one.bytes_grown for one in window.tables] == [80, None]


def test_the_sums_are_of_reading_and_writing_statements() -> None:
    other: Statement = statement("vacuum", calls=1, mean_ms=900.0, kind=Kind.OTHER)
    after = statements(statement(A, calls=10, mean_ms=1.0), other)
    window = between(*looks(statements(), after)).statements
    assert window is not None and (window.calls, window.exec_ms) == (10, 10.0)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("select 1", Kind.READ),
        ("  (SELECT 1)", Kind.READ),
        ("/* app */ -- x\nselect 1", Kind.READ),
        ("with a as (select 1) select * from a", Kind.READ),
        ("values ($1)", Kind.READ),
        ("table a", Kind.READ),
        ("copy a to stdout", Kind.READ),
        ("copy (select * from a) to stdout", Kind.READ),
        ("select * from a for update", Kind.WRITE),
        ("select * from a for no key update skip locked", Kind.WRITE),
        ("with a as (delete from b returning *) select * from a", Kind.WRITE),
        ("with a as (update b set c = $1 returning *) select * from a", Kind.WRITE),
        ("insert into a values ($1)", Kind.WRITE),
        ("update a set b = $1", Kind.WRITE),
        ("delete from a", Kind.WRITE),
        ("merge into a using b on a.id = b.id when matched then do nothing", Kind.WRITE),
        ("copy a from stdin", Kind.WRITE),
        ("begin", Kind.OTHER),
        ("vacuum a", Kind.OTHER),
        ("create index on a (b)", Kind.OTHER),
        ("set search_path = x", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_kinds(text: str, wanted: Kind) -> None:
    assert kind_of(text) is wanted
