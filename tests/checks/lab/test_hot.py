"""Indexes that take frequent updates off their page are weighed against those that leave them there."""

from dataclasses import replace

import psycopg
import pytest

from checks.lab.advice import LabAdvice
from checks.lab.advise import advise
from checks.lab.source import take
from checks.lab.terms import Terms
from checks.probes.postgres import Kind, Statement, Statements, look

ITEMS = """
create table items (id bigint primary key, category int not null, name text not null, views int not null);
insert into items select i, i % 200, md5(i::text), i * 7919 % 10007 from generate_series(1, 60000) i;
create table letters (id bigint primary key, reader int not null, read_at timestamp, body text not null);
insert into letters select i, i % 4, case when i % 5000 > 0 then timestamp '2025-01-01' end, md5(i::text)
  from generate_series(1, 60000) i;
"""
PAGE = "select id, name from items where category = $1 order by views desc limit $2"
COUNT = "update items set views = views + $1 where id = $2"
RENAME = "update items set name = $1 where id = $2"
UNREAD = "select id, body from letters where reader = $1 and read_at is null"
READ = "update letters set read_at = $1 where id = $2"


@pytest.fixture
def items(database: str) -> str:
    """A filled database without indexes."""
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(ITEMS)
        one.execute("vacuum (analyze)")
    return database


def advised(
    url: str, *asked: tuple[str, int, float, float], terms: Terms | None = None
) -> LabAdvice:
    """The advice as if these had run: text, calls, milliseconds a call, rows a call."""
    rows = tuple(
        Statement(id=str(place), text=text, kind=Kind.READ if text.startswith("select") else Kind.WRITE,
                  calls=calls, exec_ms=ms * calls, rows=round(each * calls), blocks_hit=0, blocks_read=0)
        for place, (text, calls, ms, each) in enumerate(asked)
    )  # fmt: skip
    total = sum(one.exec_ms for one in rows)
    calls = sum(one.calls for one in rows)
    listed = Statements(rows=rows, calls=calls, exec_ms=total, distinct=len(rows), hidden_share=0.0)
    return advise(replace(look(url), statements=listed), take(url), terms)


def shapes(advice: LabAdvice) -> list[str]:
    """What the proposals cover."""
    return [one.index.shape for one in advice.proposals]


def test_an_index_that_keeps_most_of_the_gain_leaves_frequent_updates_on_their_page(
    items: str,
) -> None:
    found = advised(items, (PAGE, 1_000, 9.0, 20), (COUNT, 60_000, 0.02, 1))
    assert shapes(found) == ["(category)"]
    (choice,) = found.hot
    assert choice.kept and choice.columns == ("views",) and choice.statement.text == COUNT
    assert [one.shape for one in choice.ending] == ["(category, views)"]
    assert [one.shape for one in choice.keeping] == ["(category)"]
    assert choice.reading_ms > 0 and choice.paid_ms > 0


def test_a_rare_update_is_no_reason_and_both_are_told(items: str) -> None:
    found = advised(items, (PAGE, 10_000, 9.0, 20), (COUNT, 100, 0.02, 1))
    assert shapes(found)[0].startswith("(category, views)")
    (choice,) = found.hot
    assert not choice.kept and choice.reading_ms > 10 * choice.paid_ms


def test_where_only_the_updated_column_helps_it_is_kept(items: str) -> None:
    found = advised(items, (UNREAD, 20_000, 9.0, 3), (READ, 20_000, 0.02, 1))
    (shape,) = shapes(found)
    assert "read_at" in shape
    assert [one.kept for one in found.hot] == [False]


def test_updates_of_other_columns_and_of_none_leave_it_alone(items: str) -> None:
    assert advised(items, (PAGE, 1_000, 9.0, 20), (RENAME, 60_000, 0.02, 1)).hot == ()
    alone = advised(items, (PAGE, 1_000, 9.0, 20))
    assert alone.hot == () and shapes(alone)[0].startswith("(category, views)")


def test_a_bound_on_space_and_keep_hot_hold_all_the_same(items: str) -> None:
    asked = ((PAGE, 1_000, 9.0, 20), (COUNT, 60_000, 0.02, 1))
    bounded = advised(items, *asked, terms=Terms(most_bytes=2 * 2**20))
    assert sum(one.bytes for one in bounded.proposals) <= 2 * 2**20
    never = advised(items, *asked, terms=Terms(keep_hot=True))
    assert shapes(never) == ["(category)"] and never.hot == ()
