"""The Django form, run by Django itself on the real server, after the project's own migrations."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks.core import Problem
from checks.probes.repo.snapshot import Repo
from scaffold.evidence.django_models import place
from tests.templates.golden import files, render, same

HERE = Path(__file__).parent
COMMENTS: dict[str, Any] = {
    "schema": "public",
    "table": "shop_comment",
    "columns": ["post_id", "created_at"],
    "name": "shop_comment_post_created_idx",
    "because": "filters on post_id in 83 % of execution time",
}
RENAMED: dict[str, Any] = {
    "schema": "public",
    "table": "people",
    "columns": ["mail"],
    "name": "people_mail_idx",
}
SETTINGS = """
import os
from urllib.parse import urlsplit
url = urlsplit(os.environ["DATABASE_URL"])
SECRET_KEY = "x"
INSTALLED_APPS = ["shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username,
                         "PASSWORD": url.password, "HOST": url.hostname, "PORT": url.port}}
"""
MANAGE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
MODELS = """
from django.db import models

class Post(models.Model):
    title = models.TextField()

class Comment(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

class Person(models.Model):
    email = models.TextField(db_column="mail")
    class Meta:
        db_table = "people"
"""
FIRST = """
from django.db import migrations, models
import django.db.models.deletion

class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(name="Post", fields=[("id", models.BigAutoField(primary_key=True, serialize=False,
            auto_created=True, verbose_name="ID")), ("title", models.TextField())]),
        migrations.CreateModel(name="Note", fields=[("id", models.BigAutoField(primary_key=True, serialize=False,
            auto_created=True, verbose_name="ID")), ("created_at", models.DateTimeField(auto_now_add=True)),
            ("post", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="shop.post"))]),
        migrations.CreateModel(name="Person", options={"db_table": "people"}, fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
            ("address", models.TextField(db_column="mail"))]),
    ]
"""
SECOND = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.RenameModel(old_name="Note", new_name="Comment"),
                  migrations.RenameField(model_name="person", old_name="address", new_name="email")]
"""


@pytest.fixture
def site(project: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one application and two migrations of its own."""
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (project / "shop/migrations").mkdir(parents=True)
    for path, text in {
        "manage.py": MANAGE, "site_settings.py": SETTINGS, "shop/__init__.py": "", "shop/models.py": MODELS,
        "shop/migrations/__init__.py": "", "shop/migrations/0001_initial.py": FIRST,
        "shop/migrations/0002_names.py": SECOND,
    }.items():  # fmt: skip
        (project / path).write_text(text)
    return project


def build(site: Path, *indexes: dict[str, Any], **answers: Any) -> None:
    repo = Repo(root=site, files=tuple(files(site)))
    render(
        "query_index", site, {"form": "django", "indexes": list(place(repo, indexes)), **answers}
    )


def manage(site: Path, *words: str, fails: bool = False) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=site, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def indexes(url: str) -> dict[str, bool]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
            " where c.relname in ('shop_comment_post_created_idx', 'people_mail_idx')"
        )
        return dict(rows.fetchall())


def test_golden(site: Path, tmp_path: Path) -> None:
    repo = Repo(root=site, files=tuple(files(site)))
    entries = list(place(repo, [COMMENTS, RENAMED]))
    render("query_index", tmp_path / "out", {"form": "django", "indexes": entries})
    same(tmp_path / "out", HERE / "django" / "expected")


def test_up_and_down_and_the_models_stay_in_step(site: Path, database: str) -> None:
    build(site, COMMENTS, RENAMED)
    manage(site, "migrate")
    assert indexes(database) == {"shop_comment_post_created_idx": True, "people_mail_idx": True}
    assert "No changes detected" in manage(site, "makemigrations", "--check", "--dry-run")
    manage(site, "migrate", "shop", "0002")
    assert indexes(database) == {}
    manage(site, "migrate")
    assert len(indexes(database)) == 2


def test_an_invalid_leftover_is_replaced_and_a_valid_one_kept(site: Path, database: str) -> None:
    manage(site, "migrate")
    build(site, COMMENTS, RENAMED)
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("insert into shop_post values (1, 'x')")
        admin.execute(
            "insert into shop_comment (created_at, post_id) values (now(), 1), (now(), 1)"
        )
        admin.execute("create index people_mail_idx on people (mail)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            admin.execute(
                "create unique index concurrently shop_comment_post_created_idx on shop_comment (post_id)"
            )
    assert indexes(database) == {"shop_comment_post_created_idx": False, "people_mail_idx": True}
    manage(site, "migrate")
    assert indexes(database) == {"shop_comment_post_created_idx": True, "people_mail_idx": True}


def test_an_index_of_that_name_on_other_columns_is_said(site: Path, database: str) -> None:
    manage(site, "migrate")
    build(site, COMMENTS)
    with psycopg.connect(database) as admin:
        admin.execute("create index shop_comment_post_created_idx on shop_comment (created_at)")
    assert "or on other columns" in manage(site, "migrate", fails=True)


def test_a_held_lock_ends_the_migration_in_time(site: Path, database: str) -> None:
    manage(site, "migrate")
    build(site, COMMENTS, lock_timeout_s=1)
    with psycopg.connect(database) as holder:
        holder.execute("lock table shop_comment in access exclusive mode")
        assert "lock timeout" in manage(site, "migrate", fails=True)
    manage(site, "migrate")
    assert indexes(database) == {"shop_comment_post_created_idx": True}


def test_the_sql_can_be_read_first(site: Path) -> None:
    build(site, COMMENTS)
    script = manage(site, "sqlmigrate", "shop", f"0003_{COMMENTS['name']}")
    assert 'CREATE INDEX CONCURRENTLY "shop_comment_post_created_idx"' in script
    assert "BEGIN" not in script


def test_a_table_of_another_package_is_left_out(site: Path) -> None:
    repo = Repo(root=site, files=tuple(files(site)))
    foreign = {**COMMENTS, "table": "auth_user", "columns": ["email"]}
    assert [one["table"] for one in place(repo, [foreign, COMMENTS])] == ["shop_comment"]
    with pytest.raises(Problem, match=r"no migration of this project .*auth_user") as raised:
        list(place(repo, [foreign]))
    assert "form=sql" in raised.value.remedy


def test_several_ends_are_said_with_the_command_that_merges_them(site: Path) -> None:
    (site / "shop/migrations/0002_other.py").write_text(SECOND)
    with pytest.raises(Problem, match=r"2 ends \(0002_names, 0002_other\)") as raised:
        build(site, COMMENTS)
    assert "--merge" in raised.value.remedy


SHAPES: list[dict[str, Any]] = [
    {"schema": "public", "table": "shop_comment", "columns": ["post_id"], "name": "shop_comment_post_created_idx",
     "shape": "(post_id, created_at DESC) WHERE (post_id)::text <> '100%'"},
    {"schema": "public", "table": "people", "columns": ["mail"], "name": "people_mail_idx",
     "shape": "USING gin (mail gin_trgm_ops)", "extension": "pg_trgm"},
]  # fmt: skip


def test_more_than_columns_goes_up_and_down(site: Path, database: str) -> None:
    build(site, *SHAPES)
    manage(site, "migrate")
    assert indexes(database) == {one["name"]: True for one in SHAPES}
    assert "No changes detected" in manage(site, "makemigrations", "--check", "--dry-run")
    manage(site, "migrate", "shop", "0002")
    assert indexes(database) == {}
    assert "gin (mail gin_trgm_ops)" in manage(site, "sqlmigrate", "shop", "0004")
