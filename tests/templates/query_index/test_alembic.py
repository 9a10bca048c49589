"""The Alembic form, run by Alembic itself on the real server, after the project's own revisions."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks.core import Problem
from scaffold.evidence.alembic_chain import follow, head
from tests.templates.golden import files, render, same

HERE = Path(__file__).parent
COMMENTS: dict[str, Any] = {
    "schema": "public",
    "table": "comments",
    "columns": ["post_id", "created_at"],
    "name": "comments_post_id_created_at_idx",
    "because": "filters on post_id in 83 % of execution time",
}
ODD: dict[str, Any] = {
    "schema": "o'dd",
    "table": 'we"; drop table comments; -- 100%:x',
    "columns": ["a\nb", "c\"'"],
    "name": "odd_idx",
}
ENV = """
from alembic import context
from sqlalchemy import create_engine
url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
"""
FIRST = '''
from alembic import op
revision: str = "aaa111"
down_revision: "str | None" = None
def upgrade():
    op.execute("create table comments (id bigint, post_id bigint, created_at timestamptz)")
    op.execute("""create schema "o'dd" """)
    op.execute(r"""create table "o'dd"."we""; drop table comments; -- 100%\\:x" (U&"a\\000Ab" int, "c""'" text)""")
def downgrade():
    op.execute("""drop schema "o'dd" cascade""")
    op.execute("drop table comments")
'''
SECOND = (
    'revision = "bbb222"\ndown_revision = "aaa111"\ndef upgrade(): pass\ndef downgrade(): pass\n'
)


@pytest.fixture
def site(project: Path, database: str) -> Path:
    """A project with two revisions of its own."""
    url = database.replace("postgresql://", "postgresql+psycopg://")
    (project / "alembic.ini").write_text(
        f"[alembic]\nscript_location = migrations\nsqlalchemy.url = {url}\n"
    )
    (project / "migrations/versions").mkdir(parents=True)
    (project / "migrations/env.py").write_text(ENV)
    (project / "migrations/versions/aaa111_first.py").write_text(FIRST)
    (project / "migrations/versions/bbb222_second.py").write_text(SECOND)
    return project


def build(site: Path, *indexes: dict[str, Any], **answers: Any) -> None:
    entries = list(follow(site, "migrations", indexes))
    folder = "migrations/versions"
    render(
        "query_index", site, {"form": "alembic", "folder": folder, "indexes": entries, **answers}
    )


def alembic(site: Path, *words: str, fails: bool = False) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", *words],
        cwd=site,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode != 0) is fails, done.stderr
    return done.stdout + done.stderr


def indexes(url: str) -> dict[str, bool]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
            " join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname in ('public', 'o''dd') and c.relname like '%idx'"
        )
        return dict(rows.fetchall())


def test_golden(tmp_path: Path) -> None:
    out = tmp_path / "out"
    entries = list(follow(tmp_path, "migrations", [COMMENTS, ODD]))
    render(
        "query_index", out, {"form": "alembic", "folder": "migrations/versions", "indexes": entries}
    )
    same(out, HERE / "alembic" / "expected")


def test_up_and_down_after_the_projects_own_revisions(site: Path, database: str) -> None:
    build(site, COMMENTS, ODD)
    alembic(site, "upgrade", "head")
    assert indexes(database) == {"comments_post_id_created_at_idx": True, "odd_idx": True}
    assert "(head)" in alembic(site, "current")
    alembic(site, "downgrade", "bbb222")
    assert indexes(database) == {}
    alembic(site, "downgrade", "base")
    alembic(site, "upgrade", "head")
    assert len(indexes(database)) == 2


def test_an_invalid_leftover_is_replaced(site: Path, database: str) -> None:
    alembic(site, "upgrade", "head")
    build(site, COMMENTS)
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("insert into comments values (1, 1, now()), (2, 1, now())")
        with pytest.raises(psycopg.errors.UniqueViolation):
            admin.execute(
                "create unique index concurrently comments_post_id_created_at_idx on comments (post_id)"
            )
    assert indexes(database) == {"comments_post_id_created_at_idx": False}
    alembic(site, "upgrade", "head")
    assert indexes(database) == {"comments_post_id_created_at_idx": True}


def test_an_index_of_that_name_on_other_columns_is_said(site: Path, database: str) -> None:
    alembic(site, "upgrade", "head")
    build(site, COMMENTS)
    with psycopg.connect(database) as admin:
        admin.execute("create index comments_post_id_created_at_idx on comments (id)")
    assert "or on other columns" in alembic(site, "upgrade", "head", fails=True)
    assert "bbb222" in alembic(site, "current")


def test_a_held_lock_ends_the_upgrade_in_time(site: Path, database: str) -> None:
    alembic(site, "upgrade", "head")
    build(site, COMMENTS, lock_timeout_s=1)
    with psycopg.connect(database) as holder:
        holder.execute("lock table comments in access exclusive mode")
        assert "lock timeout" in alembic(site, "upgrade", "head", fails=True)
    alembic(site, "upgrade", "head")
    assert indexes(database) == {"comments_post_id_created_at_idx": True}


def test_a_script_can_be_written_instead(site: Path) -> None:
    build(site, COMMENTS)
    script = alembic(site, "upgrade", "bbb222:head", "--sql")
    assert "CREATE INDEX CONCURRENTLY IF NOT EXISTS comments_post_id_created_at_idx" in script
    before, _, _ = script.partition("CREATE INDEX")
    assert before.rstrip().count("COMMIT;") == before.count("BEGIN;"), "outside a transaction"


def test_more_indexes_come_after_those_that_are_there(site: Path, database: str) -> None:
    build(site, COMMENTS)
    before = files(site / "migrations/versions")
    build(site, {**COMMENTS, "columns": ["id"], "name": "comments_id_idx"})
    alembic(site, "upgrade", "head")
    assert len(indexes(database)) == 2
    assert before.items() <= files(site / "migrations/versions").items()


def test_without_evidence_the_revisions_follow_each_other(site: Path, database: str) -> None:
    answers = {"form": "alembic", "folder": "migrations/versions", "down_revision": "bbb222"}
    render("query_index", site, {**answers, "indexes": [COMMENTS, ODD]})
    alembic(site, "upgrade", "head")
    assert len(indexes(database)) == 2


def test_several_heads_are_said_with_the_command_that_merges_them(site: Path) -> None:
    other = 'revision = "ccc333"\ndown_revision = "aaa111"\n'
    (site / "migrations/versions/ccc333_third.py").write_text(other)
    with pytest.raises(Problem, match=r"2 heads \(bbb222, ccc333\)") as raised:
        build(site, COMMENTS)
    assert "alembic merge" in raised.value.remedy


def test_a_merge_revision_is_one_head(site: Path) -> None:
    versions = site / "migrations/versions"
    (versions / "ccc333_third.py").write_text('revision = "ccc333"\ndown_revision = "aaa111"\n')
    merged = 'revision = "ddd444"\ndown_revision = ("bbb222", "ccc333")\n'
    (versions / "ddd444_merge.py").write_text(merged)
    assert head(versions) == "ddd444"


def test_no_revision_yet_is_no_head(tmp_path: Path) -> None:
    assert head(tmp_path) is None


def test_a_broken_revision_is_named(site: Path) -> None:
    (site / "migrations/versions/zzz.py").write_text("revision = (")
    with pytest.raises(Problem, match=r"zzz\.py cannot be read"):
        build(site, COMMENTS)


SHAPES: list[dict[str, Any]] = [
    {"schema": "public", "table": "comments", "columns": ["post_id"], "name": "comments_cover_idx",
     "shape": "(post_id, created_at DESC) INCLUDE (id) WHERE (post_id)::text <> ':x 100%'"},
    {"schema": "public", "table": "notes", "columns": ["body"], "name": "notes_body_idx",
     "shape": "USING gin (body gin_trgm_ops)", "extension": "pg_trgm"},
]  # fmt: skip


def test_more_than_columns_goes_up_and_down(site: Path, database: str) -> None:
    with psycopg.connect(database) as admin:
        admin.execute("create table notes (body text)")
    build(site, *SHAPES)
    alembic(site, "upgrade", "head")
    assert indexes(database) == {one["name"]: True for one in SHAPES}
    alembic(site, "downgrade", "bbb222")
    assert indexes(database) == {}
    assert "INCLUDE (id) WHERE (post_id)::text <> ':x 100" in alembic(
        site, "upgrade", "head", "--sql"
    )
