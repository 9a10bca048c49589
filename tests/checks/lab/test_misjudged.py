"""Columns that hang together: found by what came against what was expected, told by statistics, proved on a copy."""

from dataclasses import replace

import psycopg

from checks.lab.advice import LabAdvice
from checks.lab.advise import advise
from checks.lab.proof.prove import prove
from checks.lab.proof.wish import Scratch
from checks.lab.source import take
from checks.probes.postgres import Kind, Postgres, Statement, Statements, look

TABLE = """
create table places (id int primary key, city int not null, zip int not null, street int not null, name text not null);
insert into places select i, i % 1000 / 10, i % 1000, i % 7, md5(i::text) from generate_series(1, 200000) i;
"""


def seen(url: str, text: str, rows: float, *, calls: int = 1000, ms: float = 15.0) -> Postgres:
    """A look at the places as if this had been their one statement."""
    one = Statement(id="1", text=text, kind=Kind.READ, calls=calls, exec_ms=ms * calls, rows=round(rows * calls),
                    blocks_hit=0, blocks_read=0)  # fmt: skip
    listed = Statements(rows=(one,), calls=calls, exec_ms=ms * calls, distinct=1, hidden_share=0.0)
    there = "postgresql://shop@db.example/shop"
    return replace(look(url), statements=listed, url=there, database="shop", started=1.0)


def advised(url: str, text: str, rows: float) -> tuple[Postgres, LabAdvice]:
    """The look and what the lab says."""
    with psycopg.connect(url, autocommit=True) as one:
        if one.execute("select to_regclass('places')").fetchone() == (None,):
            one.execute(TABLE)
            one.execute("vacuum (analyze)")
    looked = seen(url, text, rows)
    return looked, advise(looked, take(url))


def test_conditions_that_imply_each_other_are_told_to_the_planner(database: str) -> None:
    text = "select name from places where city = $1 and zip = $2"
    looked, found = advised(database, text, rows=200)
    (one,) = found.misjudged
    assert one.columns == ("city", "zip") and one.kinds == ("dependencies",)
    assert one.expected < 20 and one.came == 200
    proof = prove(looked, take(database), found, Scratch(url=database))
    (tried,) = proof.statistics
    assert tried.expected_before < 20 < 100 < tried.expected_after < 400 and tried.rows == 200
    with psycopg.connect(database, autocommit=True) as line:
        assert line.execute("select count(*) from pg_statistic_ext").fetchone() == (0,)
        line.execute(one.ddl.partition("; ")[0].encode())
        line.execute(f"analyze {one.place}".encode())
    again = advise(looked, take(database))
    assert again.misjudged == (), "what is there is not proposed again"
    with psycopg.connect(database, autocommit=True) as line:
        line.execute(one.undo.encode())


def test_a_list_of_the_commonest_is_asked_for_only_where_it_holds_them_all(database: str) -> None:
    text = "select name from places where city = $1 and ward = $2"
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(TABLE)
        one.execute(
            "alter table places add ward int not null generated always as (city * 3) stored"
        )
        one.execute("vacuum (analyze)")
    _, found = advised(database, text, rows=2000)
    (one_found,) = found.misjudged
    assert one_found.kinds == ("dependencies", "mcv")


def test_groups_that_do_not_all_come_are_told(database: str) -> None:
    text = "select city, zip, count(*) from places group by city, zip"
    _, found = advised(database, text, rows=1000)
    (one,) = found.misjudged
    assert one.kinds == ("ndistinct",) and one.expected > 10_000


def test_what_the_planner_expects_rightly_is_left_alone(database: str) -> None:
    for text, rows in (
        ("select name from places where city = $1 and street = $2", 285),
        ("select name from places where city = $1", 2000),
        ("select count(*) from places where city = $1 and zip = $2", 1),
        ("select name from places where city = $1 and zip = $2 limit $3", 5),
        ("select city, count(*) from places group by city", 100),
    ):
        _, found = advised(database, text, rows)
        assert found.misjudged == (), text
