"""One look at small trees: the application, its routes, its compose file, and what could not be read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checks.core import Problem
from checks.probes.repo import Role, look
from tests.ordinary import ordinary

UNREAD = """\
import json, sys
from pathlib import Path
from checks.probes.repo import look
print(json.dumps(dict(look(Path(sys.argv[1])).unread)))
"""

MAIN = """\
import smtplib
from contextlib import contextmanager

import psycopg
from fastapi import FastAPI

from .settings import DSN

app = FastAPI()


@contextmanager
def connection():
    with psycopg.connect(DSN) as conn:
        yield conn


def names(conn, posts):
    return [conn.execute("select name from users where id = %s", (p,)).fetchone() for p in posts]


@app.get("/feed/{user}")
def feed(user: int, limit: int = 20):
    with connection() as conn:
        posts = conn.execute("select p.* from posts p join follows f on f.followee = p.author").fetchall()
        return names(conn, posts)


@app.post("/users")
def sign_up(name: str):
    with psycopg.connect(DSN) as conn:
        conn.execute("insert into users (name) values (%(name)s)", {"name": name})
    with smtplib.SMTP("mail", 25) as mail:
        mail.sendmail("a", "b", "c")
"""
COMPOSE = """\
services:
  app:
    build: .
    command: uvicorn app.main:app --host 0.0.0.0 --workers 2
    environment:
      DATABASE_URL: postgresql://u:p@db/app
    depends_on:
      db:
        condition: service_healthy
  db:
    image: postgres:18
    healthcheck: {test: [CMD, pg_isready]}
"""


def lay(root: Path, files: dict[str, str]) -> Path:
    """Write a small tree."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def monolith(project: Path) -> Path:
    """A FastAPI application over psycopg."""
    return lay(
        project,
        {
            "app/__init__.py": "",
            "app/main.py": MAIN,
            "app/settings.py": 'DSN = "x"',
            "requirements.txt": "fastapi>=0.115\npsycopg[binary]>=3.2\nuvicorn\n",
            "compose.yaml": COMPOSE,
        },
    )


def test_the_application_and_where_it_is_made(monolith: Path) -> None:
    app = look(monolith).python
    assert app is not None
    assert (app.framework, app.app_file, app.app_variable) == ("fastapi", "app/main.py", "app")
    assert app.requirements_file == "requirements.txt"


def test_the_tables_that_a_route_reads_and_writes_in_it_and_in_what_it_calls(
    monolith: Path,
) -> None:
    app = look(monolith).python
    assert app is not None
    feed, sign_up = app.routes
    assert (feed.method, feed.path, feed.function) == ("GET", "/feed/{user}", "feed")
    assert feed.reads == {"posts", "follows", "users"}
    assert feed.parameters == ("user", "limit")
    assert not feed.writes and feed.sends_mail is None
    assert sign_up.writes == {"users"} and not sign_up.reads
    assert str(sign_up.sends_mail) == "app/main.py:33"


def test_connections_opened_per_request_also_through_a_factory(monolith: Path) -> None:
    app = look(monolith).python
    assert app is not None
    seen = [(one.place.line, one.callee, one.in_request_path, one.returned) for one in app.connects]
    assert seen == [(14, "psycopg.connect", True, True), (31, "psycopg.connect", True, False)]


def test_a_query_in_a_loop_over_data(monolith: Path) -> None:
    app = look(monolith).python
    assert app is not None
    assert [(str(one.place), one.route) for one in app.looped_queries] == [
        ("app/main.py:19", "GET /feed/{user}")
    ]


def test_compose_services_have_roles_lines_and_users(monolith: Path) -> None:
    (file,) = look(monolith).compose
    web, database = file.services
    assert (web.role, web.line) == (Role.WEB, 2)
    assert web.depends_on == {"db": "service_healthy"}
    assert (database.role, database.line, database.used_by) == (Role.DATABASE, 10, ("app",))
    assert database.healthcheck and not web.healthcheck


def test_a_missing_path_is_a_problem_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="there is no folder"):
        look(tmp_path / "nothing")


def test_a_file_in_place_of_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("")
    with pytest.raises(Problem, match="not a folder"):
        look(tmp_path / "one")


def test_an_empty_folder_is_not_applicable(project: Path) -> None:
    repo = look(project)
    assert not repo.applicable
    assert "empty" in repo.why_not


def test_a_repository_without_files_is_not_applicable(project: Path) -> None:
    (project / ".git").mkdir()
    assert look(project).why_not == "nothing to scale here: a repository without files"


def test_what_cannot_be_read_is_told_and_the_rest_is_read(monolith: Path) -> None:
    os.mkfifo(monolith / "pipe.py")
    (monolith / "docker-compose.yml").write_text("services:\n  a: [\n")
    (monolith / "app" / "latin.py").write_bytes(b"from fastapi import FastAPI\nname = '\xe9'\n")
    (monolith / "app" / "broken.py").write_text("from fastapi import FastAPI\ndef (:\n")
    with (monolith / "app" / "huge.py").open("wb") as file:
        file.truncate(1_000_000_000)
    repo = look(monolith)
    unread = dict(repo.unread)
    assert unread["pipe.py"] == "not a regular file"
    assert unread["docker-compose.yml"].startswith("broken YAML")
    assert unread["app/latin.py"] == "not UTF-8 text"
    assert unread["app/broken.py"] == "not Python that this interpreter reads (line 2)"
    assert unread["app/huge.py"] == "too large to read (1,000,000,000 bytes)"
    assert repo.python is not None and len(repo.python.routes) == 2


def test_a_file_without_read_permission_is_told(monolith: Path) -> None:
    (monolith / "app" / "main.py").chmod(0)
    done = subprocess.run(
        [*ordinary(), sys.executable, "-c", UNREAD, str(monolith)],
        cwd=Path(__file__).parents[4], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["app/main.py"] == "permission denied"


def test_links_are_not_followed_out_of_the_tree(project: Path, tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", {"app.py": MAIN, "compose.yaml": COMPOSE})
    (project / "link").symlink_to(outside)
    (project / "compose.yaml").symlink_to(outside / "compose.yaml")
    (project / "round").symlink_to(project)
    repo = look(project)
    assert repo.compose == () and repo.python is None


def test_nothing_of_the_project_runs(monolith: Path) -> None:
    for name in ("yaml.py", "conftest.py", "checks/__init__.py", "app/evil.py"):
        lay(monolith, {name: "from fastapi import FastAPI\nraise SystemExit('this ran')\n"})
    assert look(monolith).applicable


def test_hostile_files_are_told_and_do_not_stop_the_look(monolith: Path) -> None:
    hostile = {
        "compose.yml": "a: &a [x, x]\n" + "".join(f"a{n}: &a{n} [*a, *a]\n" for n in range(2000)),
        "deep/compose.yaml": "services: " + "[" * 5000,
        "app/deep.py": "from fastapi import FastAPI\nx = " + "(" * 5000,
        "app/sql.py": "from app.main import app\n@app.get('/x')\ndef x(c):\n    c.execute('select "
        + "(" * 3000
        + "')\n",
        "sub/package.json": "[" * 100_000,
        "sub/pom.xml": "<dependency>" * 30_000,
        "sub/pgbouncer/Dockerfile": "RUN a\\\n" * 50_000,
        "k8s.yaml": "apiVersion: v1\n" * 50_000,
        "\x1b[31m\nname.py": "x = 1\n",
    }
    lay(monolith, hostile)
    repo = look(monolith)
    assert {"deep/compose.yaml", "app/deep.py", "sub/package.json"} <= {
        path for path, _ in repo.unread
    }
    assert repo.python is not None and len(repo.python.routes) == 3
