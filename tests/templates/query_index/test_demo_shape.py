"""From a naive schema under load to its indexes: evidence, rendered files, run, and the plans that use them."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks.core import Looks, Problem
from checks.probes.postgres import look
from checks.probes.repo.snapshot import Repo
from scaffold.evidence.query_index import defaults
from scaffold.migrate import run
from tests.templates.golden import render


@pytest.fixture
def busy(database: str) -> str:
    """Posts and comments without an index on the foreign key, and statements that filter by it."""
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension if not exists pg_stat_statements")
        admin.execute("create table posts (id int primary key)")
        admin.execute(
            "create table comments (id int primary key, post_id int references posts, body text)"
        )
        admin.execute("insert into posts select generate_series(1, 1000)")
        admin.execute(
            "insert into comments select i, 1 + i % 1000, 'x' from generate_series(1, 50000) i"
        )
        admin.execute("vacuum analyze")
        for post in range(20):
            admin.execute("select count(*) from comments where post_id = %s", (post,))
    return database


def test_the_missing_index_is_named_built_and_used(busy: str, tmp_path: Path) -> None:
    looks = Looks().with_(look(busy), Repo(root=tmp_path))
    answers = defaults(looks)
    indexes: Any = answers["indexes"][0]
    (index,) = indexes
    assert index["name"] == "comments_post_id_idx"
    assert "of statement time" in index["because"]
    root = render("query_index", tmp_path, {key: value for key, (value, _) in answers.items()})
    run(busy, sorted((root / "db/indexes").glob("*.sql")))
    with psycopg.connect(busy) as connection:
        plan = connection.execute("explain select count(*) from comments where post_id = 7")
        assert "comments_post_id_idx" in str(plan.fetchall())


def test_without_a_database_it_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="was not looked at") as raised:
        defaults(Looks().with_(Repo(root=tmp_path)))
    assert "--database-url" in raised.value.remedy


def test_a_database_that_lacks_nothing_is_left_alone(database: str, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no missing index"):
        defaults(Looks().with_(look(database), Repo(root=tmp_path)))
