"""The plain SQL form, run on the real server by psql's rules (`scaffold.migrate`)."""

import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks.core import Problem
from scaffold.migrate import run
from tests.templates.golden import render, same

HERE = Path(__file__).parent
COMMENTS = {
    "table": "comments",
    "columns": ["post_id", "created_at"],
    "name": "comments_post_id_created_at_idx",
    "because": "filters on post_id in 83 % of execution time",
}
ODD = {
    "schema": "o'dd",
    "table": 'we"; drop table comments; --',
    "columns": ["a\nb", "c\"'"],
    "name": "odd_idx",
}


@pytest.fixture
def tables(database: str) -> str:
    with psycopg.connect(database) as admin:
        admin.execute("create table comments (id bigint, post_id bigint, created_at timestamptz)")
        admin.execute(
            "insert into comments select i, i % 10, now() from generate_series(1, 1000) i"
        )
        admin.execute("""create schema "o'dd" """)
        admin.execute(
            """create table "o'dd"."we""; drop table comments; --" ("a\nb" int, "c""'" text)"""
        )
    return database


def built(folder: Path, *indexes: dict[str, Any], **answers: Any) -> tuple[list[Path], list[Path]]:
    """The files to run, and those that take it back, newest first."""
    root = render("query_index", folder, {"indexes": list(indexes), **answers})
    ups = sorted((root / "db/indexes").glob("*.sql"))
    return ups, sorted((root / "db/indexes/down").glob("*.sql"), reverse=True)


def indexes(url: str) -> dict[str, bool]:
    """Every index outside the system's own, and whether it is valid."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
            " join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'o''dd')"
        )
        return dict(rows.fetchall())


def interrupt(url: str, table: str = "comments") -> None:
    """Leave an invalid index behind, as a build that meets a duplicate does."""
    with (
        psycopg.connect(url, autocommit=True) as admin,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        admin.execute(
            f"create unique index concurrently comments_post_id_created_at_idx on {table} (post_id)"
        )


def test_golden(tmp_path: Path) -> None:
    built(tmp_path / "out", COMMENTS, ODD)
    same(tmp_path / "out", HERE / "sql" / "expected")


def test_up_makes_valid_indexes_and_down_takes_them_out(tables: str, tmp_path: Path) -> None:
    ups, downs = built(tmp_path, COMMENTS, ODD)
    run(tables, ups)
    assert indexes(tables) == {"comments_post_id_created_at_idx": True, "odd_idx": True}
    run(tables, ups)
    run(tables, downs)
    assert indexes(tables) == {}
    run(tables, downs)


def test_statistics_are_fresh_afterwards(tables: str, tmp_path: Path) -> None:
    run(tables, built(tmp_path, COMMENTS)[0])
    with psycopg.connect(tables) as connection:
        rows = connection.execute("select reltuples from pg_class where relname = 'comments'")
        assert rows.fetchone() == (1000.0,)


def test_an_invalid_leftover_is_replaced(tables: str, tmp_path: Path) -> None:
    interrupt(tables)
    assert indexes(tables) == {"comments_post_id_created_at_idx": False}
    run(tables, built(tmp_path, COMMENTS)[0])
    assert indexes(tables) == {"comments_post_id_created_at_idx": True}


def test_an_index_of_that_name_on_other_columns_is_left_alone_and_said(
    tables: str, tmp_path: Path
) -> None:
    with psycopg.connect(tables) as admin:
        admin.execute("create index comments_post_id_created_at_idx on comments (created_at)")
    with pytest.raises(Problem, match="missing, invalid, or on other columns"):
        run(tables, built(tmp_path, COMMENTS)[0])
    assert indexes(tables) == {"comments_post_id_created_at_idx": True}


def test_a_held_lock_ends_the_build_in_time_and_the_next_run_succeeds(
    tables: str, tmp_path: Path
) -> None:
    ups, _ = built(tmp_path, COMMENTS, lock_timeout_s=1)
    with psycopg.connect(tables) as holder:
        holder.execute("lock table comments in access exclusive mode")
        started = time.monotonic()
        with pytest.raises(Problem, match=r"\.sql:\d+: canceling statement due to lock timeout"):
            run(tables, ups)
        assert time.monotonic() - started < 5
    run(tables, ups)
    assert indexes(tables) == {"comments_post_id_created_at_idx": True}


def test_writers_go_on_while_it_builds(tables: str, tmp_path: Path) -> None:
    """A writer with an open transaction makes the build wait, and a second writer does not queue behind it."""
    ups, _ = built(tmp_path, COMMENTS, lock_timeout_s=30)
    builder = threading.Thread(target=run, args=(tables, ups))
    with psycopg.connect(tables) as first:
        first.execute("insert into comments values (-1, -1, now())")
        builder.start()
        time.sleep(0.5)
        with psycopg.connect(tables) as second:
            second.execute("set statement_timeout = '2s'")
            second.execute("insert into comments values (-2, -2, now())")
        assert builder.is_alive()
    builder.join(20)
    assert indexes(tables) == {"comments_post_id_created_at_idx": True}


@pytest.mark.parametrize("name", ['a"b', "Upper", "x" * 64, "semi;colon", ""])
def test_index_names_are_plain_words(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="63 at most"):
        built(tmp_path, {**COMMENTS, "name": name})


SHAPES: list[dict[str, Any]] = [
    {"schema": "public", "table": "comments", "columns": [], "name": "comments_day_idx",
     "shape": "((id % 7), created_at DESC) WHERE post_id IS NOT NULL"},
    {"schema": "public", "table": "comments", "columns": ["post_id"], "name": "comments_cover_idx",
     "shape": "(post_id) INCLUDE (created_at)"},
    {"schema": "public", "table": "notes", "columns": ["body"], "name": "notes_body_idx",
     "shape": "USING gin (body gin_trgm_ops)", "extension": "pg_trgm"},
]  # fmt: skip


def test_more_than_columns_is_built_twice_over_and_taken_back(tables: str, tmp_path: Path) -> None:
    with psycopg.connect(tables) as admin:
        admin.execute("create table notes (body text)")
    ups, downs = built(tmp_path, *SHAPES)
    run(tables, ups)
    run(tables, ups)
    assert indexes(tables) == {one["name"]: True for one in SHAPES}
    run(tables, downs)
    assert indexes(tables) == {}
