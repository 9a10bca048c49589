"""`verify query_index` on the real server: before the migration, after it, and with an index that nothing uses."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks.core import Looks, Problem
from checks.probes.postgres import look
from checks.probes.repo import look as look_at
from scaffold.apply import apply
from scaffold.core import Step
from scaffold.migrate import run
from scaffold.plan import make
from scaffold.questions import questions
from scaffold.verify.query_index import probe
from scaffold.verify.targets import Targets


@pytest.fixture
def built(database: str, project: Path) -> Path:
    """A busy table without its index, and the rung built for it."""
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension if not exists pg_stat_statements")
        admin.execute("create table notes (id int primary key, owner int, body text)")
        admin.execute("insert into notes select i, i % 1000, 'x' from generate_series(1, 50000) i")
        admin.execute("vacuum analyze")
        for owner in range(20):
            admin.execute("select count(*) from notes where owner = %s", (owner,))
    (project / "app.py").write_text("print('hello')\n")
    looks = Looks().with_(look(database), look_at(project))
    answers: dict[str, Any] = {one.key: one.default for one in questions("query_index", looks)}
    plan = make(project, Step(rung="query_index", answers=answers), looks)
    assert plan.commands == ('psql "$DATABASE_URL" --file "db/indexes/001_notes_owner_idx.sql"',)
    apply(plan)
    return project


def held(root: Path, url: str) -> dict[str, bool]:
    return {tried: one for tried, one, _ in probe(root, Targets(database_url=url))}


def test_before_the_migration_it_is_not_there(built: Path, database: str) -> None:
    assert held(built, database) == {"notes_owner_idx is there": False}


def test_after_it_the_plans_of_the_recorded_statements_use_it(built: Path, database: str) -> None:
    run(database, sorted((built / "db/indexes").glob("*.sql")))
    assert held(built, database) == {
        "notes_owner_idx is valid": True,
        "notes_owner_idx is used": True,
    }


def test_an_invalid_index_is_said(built: Path, database: str) -> None:
    with (
        psycopg.connect(database, autocommit=True) as admin,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        admin.execute("create unique index concurrently notes_owner_idx on notes (owner)")
    assert held(built, database) == {"notes_owner_idx is valid": False}


def test_an_index_that_no_statement_wants_is_said(built: Path, database: str) -> None:
    run(database, sorted((built / "db/indexes").glob("*.sql")))
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("select pg_stat_statements_reset()")
        admin.execute("select pg_stat_reset()")
    assert held(built, database)["notes_owner_idx is used"] is False


def test_it_asks_for_the_database(built: Path) -> None:
    with pytest.raises(Problem, match="was not named"):
        probe(built, Targets(url="http://127.0.0.1:1"))


def test_an_unreachable_database_is_named_without_its_password(built: Path) -> None:
    with pytest.raises(Problem, match="cannot be reached") as raised:
        probe(built, Targets(database_url="postgresql://u:hush@127.0.0.1:1/x"))
    assert "hush" not in raised.value.message


def test_a_second_plan_changes_nothing(built: Path, database: str) -> None:
    run(database, sorted((built / "db/indexes").glob("*.sql")))
    looks = Looks().with_(look(database), look_at(built))
    answers: dict[str, Any] = {one.key: one.default for one in questions("query_index", looks)}
    assert make(built, Step(rung="query_index", answers=answers), looks).writes == ()
