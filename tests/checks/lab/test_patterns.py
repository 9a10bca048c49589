"""Where a LIKE's pattern is open, what stands in it, and which index finds its beginning."""

from dataclasses import replace

import psycopg
import pytest
from sqlglot import exp

from checks.lab.advise import advise
from checks.lab.examples import completed
from checks.lab.known import Column
from checks.lab.patterns import Shape, shape, words
from checks.lab.source import take
from checks.probes.postgres import Kind, Statement, Statements, look
from checks.sql import parse
from scaffold.demo.postgres import Postgres as Server

NAMES = Column(
    name="name", type="text", align=4, width=12, distinct=900.0, null_share=0.0, bounds=("a", "Zacharias_1", "zz")
)  # fmt: skip


def like(pattern: str) -> "exp.Expr":
    """The pattern of a statement that compares with it."""
    tree = parse(f"select 1 from t where name like {pattern}")
    assert tree is not None
    (found,) = tree.find_all(exp.Like)
    return found.args["expression"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("pattern", "open_at"),
    [
        ("'abc%'", Shape.PREFIX),
        ("'%abc%'", Shape.INSIDE),
        ("'_bc'", Shape.SUFFIX),
        ("$1", Shape.UNKNOWN),
        ("lower($1)", Shape.UNKNOWN),
        ("$1 || $2", Shape.PREFIX),  # the constant is numbered last
        ("$2 || $1", Shape.SUFFIX),
        ("$2 || $1 || $3", Shape.INSIDE),
        ("lower($2) || $3", Shape.PREFIX),
        ("$3 || lower($2)", Shape.SUFFIX),
        ("($1 || '%')", Shape.PREFIX),
        ("'%' || $1", Shape.SUFFIX),
        ("concat($1::text, '%')", Shape.PREFIX),
        ("concat('%', $1, '%')", Shape.INSIDE),
    ],
)
def test_where_a_pattern_is_open(pattern: str, open_at: Shape) -> None:
    assert shape(like(pattern)) is open_at


def filled(pattern: str) -> dict[str, list[str]]:
    """What each parameter of the pattern may hold."""
    whole = like(pattern)
    return {one.name: words(NAMES, one, whole) for one in whole.find_all(exp.Parameter)}


def test_words_of_a_beginning_and_of_a_middle() -> None:
    assert filled("lower($2) || $3") == {"2": ["Zachar", "Zac", "Za"], "3": ["%"]}
    assert filled("$2 || $1 || $3") == {"2": ["%"], "1": ["1sairahcaZ", "Zacharias1"], "3": ["%"]}
    assert filled("$1") == {"1": ["%1sairahcaZ%", "%Zacharias1%"]}


def test_a_session_shows_where_a_whole_pattern_is_open_and_nothing_else_of_it() -> None:
    text = "select id from t where name like $1 and a = $2"
    sent = "select id from t where name like {} and a = 7"
    assert completed(text, sent.format("'Smith%'")) == text.replace("$1", "($1 || '%')")
    assert completed(text, sent.format("'%Smith%'")) == text.replace("$1", "('%' || $1 || '%')")
    for kept in ("'Smith'", "'Sm%th%'", "'S_ith%'", "'%'", "$1", "lower('Smith%')"):
        assert completed(text, sent.format(kept)) == text


PEOPLE = """
create table people (id bigint primary key, practice int not null, name varchar(80) not null, code text collate "C");
insert into people select i, i % 50, initcap(substr(md5(i::text), 1, 8)) || ' ' || i, md5(i::text)
  from generate_series(1, 60000) i;
"""
NAMED = "select id from people where practice = $1 and lower(name) like lower($2) || $3 order by name limit $4"
FIRST = "select id, code from people where name like $1 || $2"
CODED = "select id, name from people where code like $1 || $2"
ANY = "select id, code from people where name like $2 || $1 || $3"


def shapes(url: str, text: str, rows: float) -> list[str]:
    """What is proposed where this statement alone has run."""
    one = Statement(id="1", text=text, kind=Kind.READ, calls=2000, exec_ms=2000 * 12.0, rows=round(rows * 2000),
                    blocks_hit=0, blocks_read=0)  # fmt: skip
    listed = Statements(rows=(one,), calls=2000, exec_ms=one.exec_ms, distinct=1, hidden_share=0.0)
    found = advise(replace(look(url), statements=listed), take(url))
    return [each.index.shape for each in found.proposals]


def test_a_beginning_gets_the_operator_class_that_compares_by_letters(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(PEOPLE)
        one.execute("vacuum (analyze)")
    assert "(LOWER(name)) text_pattern_ops" in shapes(database, NAMED, 1)[0]
    assert shapes(database, FIRST, 2)[0].startswith("(name varchar_pattern_ops)")
    assert shapes(database, ANY, 2) == ["USING gin (name gin_trgm_ops)"]
    coded = shapes(database, CODED, 2)
    assert coded and "pattern_ops" not in coded[0] and coded[0].startswith("(code)")


def test_a_database_that_sorts_by_bytes_needs_none(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute("create database bytewise template template0 lc_collate 'C' lc_ctype 'C'")
    url = postgres_server.url_of("bytewise")
    try:
        with psycopg.connect(url, autocommit=True) as one:
            one.execute(PEOPLE)
            one.execute("vacuum (analyze)")
        assert shapes(url, FIRST, 2)[0].startswith("(name)")
    finally:
        with psycopg.connect(postgres_server.url, autocommit=True) as admin:
            admin.execute("drop database bytewise with (force)")
