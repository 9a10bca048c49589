"""Each rewrite on a real server: the same rows where it claims so, and left alone where it would not be the same."""

from collections.abc import Iterator
from types import ModuleType

import psycopg
import pytest

from checks.accesses import Schema
from checks.lab.known import Known
from checks.lab.proof.copy import Copy
from checks.lab.rewrites import (
    cast_column,
    deep_offset,
    exact_count,
    keyset_or,
    leading_wildcard,
    not_in,
    wrapped_date,
)
from checks.lab.rewrites.asked import Asked, Rewrite
from checks.lab.values import filled
from checks.probes.postgres import look
from checks.sql import parse

TABLES = """
create table events (id bigint primary key, account int not null, kind text, at timestamp not null, seen timestamptz);
create table banned (account int not null, maybe int);
create table "Odd ""Table" (id int primary key, "the at" timestamp not null);
insert into events select i, i % 7, case when i % 3 > 0 then 'k' || i % 5 end,
  timestamp '2025-01-01' + (i / 3) * interval '1 hour', timestamptz '2025-01-01' + i * interval '1 hour'
  from generate_series(1, 900) i;
insert into banned values (1, 1), (3, null);
insert into "Odd ""Table" select i, timestamp '2025-01-01' + i * interval '1 hour' from generate_series(1, 100) i;
analyze;
"""
Ask = tuple["psycopg.Connection[tuple[object, ...]]", Known, Schema]


@pytest.fixture(scope="module")
def events(postgres_server: object) -> Iterator[str]:
    """A small database for all of these."""
    from scaffold.demo.postgres import Postgres as Server

    assert isinstance(postgres_server, Server)
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute("create database rewrites")
    url = postgres_server.url_of("rewrites")
    with psycopg.connect(url, autocommit=True) as one:
        one.execute(TABLES)
    yield url
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute("drop database rewrites with (force)")


def offer(url: str, rewrite: ModuleType, text: str) -> Rewrite | None:
    """What one rewrite says of a statement."""
    seen, tree = look(url), parse(text)
    assert tree is not None
    with psycopg.connect(url, autocommit=True) as one:
        known = Known(Copy(one, url, lambda _: None))
    made = rewrite.offer(Asked(tree=tree, postgres=seen, schema=Schema(seen), known=known))
    assert made is None or isinstance(made, Rewrite)
    return made


def rows(url: str, text: str, values: dict[int, str]) -> list[tuple[object, ...]]:
    """What a statement with these literals answers."""
    with psycopg.connect(url) as one:
        return one.execute(filled(text, values).encode()).fetchall()


def same(url: str, rewrite: ModuleType, text: str, *values: dict[int, str]) -> Rewrite:
    """The rewrite, which must answer alike for each set of values."""
    made = offer(url, rewrite, text)
    assert made is not None and made.text and made.same
    for one in values:
        alike = dict(made.values(one))
        assert sorted(map(repr, rows(url, text, alike))) == sorted(
            map(repr, rows(url, made.text, alike))
        )
    return made


PAGE = "select id from events where account = $1 and (at < $2 or (at = $3 and id < $4)) order by at desc, id desc"


def test_a_keyset_with_or_is_a_row_comparison(events: str) -> None:
    at = "'2025-01-05 03:00'"
    found = same(
        events,
        keyset_or,
        PAGE,
        {1: "3", 2: at, 3: "'2024-01-01'", 4: "310"},
        {1: "0", 2: at, 3: at, 4: "1"},
    )
    assert "(at, id) < ($2, $4)" in found.text and "$2 and $3 must be the same value" in found.mind
    same(
        events,
        keyset_or,
        "select id from events where at > $1 or (at = $1 and id >= $2)",
        {1: at, 2: "300"},
    )


@pytest.mark.parametrize(
    "text",
    [
        "select id from events where at < $1 or (at = $2 and id > $3)",
        "select id from events where at < $1 or (account = $2 and id < $3)",
        "select id from events where at < now() or (at = $2 and id < $3)",
        "select id from events where at < $1 or id < $2",
        "select id from events where at < $1 and id < $2",
        "select id from events where at < $1 or (at = $1 and id < account)",
    ],
)
def test_any_other_or_is_left_alone(events: str, text: str) -> None:
    assert offer(events, keyset_or, text) is None


def test_the_page_after_the_last_row_is_the_page_at_its_offset(events: str) -> None:
    text = "select id, at from events where account = $1 order by at desc limit $2 offset $3"
    made = offer(events, deep_offset, text)
    assert made is not None and not made.same and "at, id of the last row" in made.mind
    whole = "select id, at from events where account = 3 order by at desc, id desc"
    every = rows(events, whole, {})
    last = every[49]
    after = rows(events, made.text, {1: "3", 2: "10", 4: f"'{last[1]}'", 5: str(last[0])})
    assert after == every[50:60]


def test_a_page_by_the_key_alone_needs_no_row(events: str) -> None:
    made = offer(events, deep_offset, "select id from events order by id limit $1 offset $2")
    assert made is not None and "id > $3" in made.text and "OFFSET" not in made.text


@pytest.mark.parametrize(
    "text",
    [
        "select id from events order by kind limit $1 offset $2",
        "select id from events order by at desc, id limit $1 offset $2",
        "select lower(kind) from events order by lower(kind) limit $1 offset $2",
        "select account, count(*) from events group by account order by account limit $1 offset $2",
    ],
)
def test_where_no_page_can_be_derived_the_advice_has_no_statement(events: str, text: str) -> None:
    made = offer(events, deep_offset, text)
    assert made is not None and made.text == "" and made.mind


def test_without_an_offset_there_is_nothing_to_say(events: str) -> None:
    assert offer(events, deep_offset, "select id from events order by at limit $1") is None


def test_not_in_becomes_an_anti_join(events: str) -> None:
    text = (
        "select id from events where account not in (select account from banned where account > $1)"
    )
    found = same(events, not_in, text, {1: "0"}, {1: "2"}, {1: "9"})
    assert "NOT EXISTS(SELECT 1" in found.text and found.mind == ""


def test_where_a_null_could_be_it_says_so(events: str) -> None:
    made = offer(
        events, not_in, "select id from events where account not in (select maybe from banned)"
    )
    assert made is not None and not made.same and "NULLs count differently" in made.mind


@pytest.mark.parametrize(
    "text",
    [
        "select id from events where account not in ($1, $2)",
        "select id from events where account in (select account from banned)",
        "select id from events where account not in (select account from banned limit $1)",
        "select id from events where account not in (select max(account) from banned)",
    ],
)
def test_any_other_list_is_left_alone(events: str, text: str) -> None:
    assert offer(events, not_in, text) is None


@pytest.mark.parametrize("column", ["at", "seen"])
@pytest.mark.parametrize("form", ["{}::date = $1", "date({}) = $1", "cast({} as date) = $1::date"])
def test_the_day_of_a_time_becomes_a_range(events: str, column: str, form: str) -> None:
    text = f"select id from events where {form.format(column)}"
    found = same(
        events, wrapped_date, text, {1: "'2025-01-03'"}, {1: "'2025-01-01'"}, {1: "'1999-12-31'"}
    )
    assert f"{column} >= " in found.text


def test_hostile_names_stay_names(events: str) -> None:
    text = 'select id from "Odd ""Table" where "the at"::date = $1'
    same(events, wrapped_date, text, {1: "'2025-01-03'"})


def test_other_expressions_over_a_time_are_left_alone(events: str) -> None:
    for text in (
        "select id from events where kind::date = $1",
        "select id from events where at = $1",
        "select id from events where at::date = seen::date",
        "select id from events where (at + interval '1 day')::date = $1",
        "select id from events where at::date > $1",
    ):
        assert offer(events, wrapped_date, text) is None


def test_a_number_compared_as_text_is_compared_as_a_number(events: str) -> None:
    found = same(
        events, cast_column, "select id from events where id::text = $1", {1: "'17'"}, {1: "'0'"}
    )
    assert "id = CAST($1 AS BIGINT)" in found.text and "is an error then" in found.mind
    for text in (
        "select id from events where kind::text = $1",
        "select id from events where id::text like $1",
        "select id from events where id = $1::bigint",
    ):
        assert offer(events, cast_column, text) is None


def test_an_exact_count_of_a_whole_table_has_an_estimate(events: str) -> None:
    made = offer(events, exact_count, "select count(*) from events")
    assert made is not None and not made.same
    assert rows(events, made.text, {}) == [(900,)]
    odd = offer(events, exact_count, 'select count(*) as n from "Odd ""Table"')
    assert odd is not None and rows(events, odd.text, {}) == [(100,)]
    for text in (
        "select count(*) from events where account = $1",
        "select count(kind) from events",
        "select count(*), max(id) from events",
        "select account, count(*) from events group by account",
        "select count(*) from events, banned",
    ):
        assert offer(events, exact_count, text) is None


def test_a_pattern_that_begins_open_is_explained(events: str) -> None:
    made = offer(events, leading_wildcard, "select id from events where kind like '%' || $1")
    assert made is not None and made.text == "" and "pg_trgm" in made.mind
    assert offer(events, leading_wildcard, "select id from events where kind like 'k%'") is None
    assert offer(events, leading_wildcard, "select id from events where kind = $1") is None
