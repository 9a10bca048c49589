"""Five whole walks of `rung climb`, each as one golden screen of 80 columns: what a person reads, and the menus.

Only what differs from run to run is written as a name: today, folders, ports, and figures that were measured.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
import pytest

from tests.cli.program import STATE, matches, rung, tree
from tests.cli.terminal import CTRL_C, UNKNOWN, Terminal

GATE = ("--tell", "statement_stats=yes", "--tell", "routes_measured=yes")
SERVED = "gunicorn site_wsgi:application --bind 0.0.0.0:8000 --workers 2"
BLOG = {
    "manage.py": """\
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
""",
    "settings.py": """\
import os
from urllib.parse import urlsplit

url = urlsplit(os.environ["DATABASE_URL"])
SECRET_KEY = os.environ["SECRET_KEY"]
INSTALLED_APPS = ["blog"]
ROOT_URLCONF = "urls"
WSGI_APPLICATION = "site_wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "PASSWORD": url.password,
        "HOST": url.hostname,
        "PORT": url.port,
        "CONN_MAX_AGE": 60,
    }
}
""",
    "site_wsgi.py": """\
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
application = get_wsgi_application()
""",
    "urls.py": """\
from django.urls import path

from blog.views import comments

urlpatterns = [path("posts/<int:post>/comments", comments)]
""",
    "blog/__init__.py": "",
    "blog/models.py": """\
from django.db import models


class Post(models.Model):
    title = models.TextField()


class Comment(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, db_index=False)
    words = models.TextField()
""",
    "blog/views.py": """\
from django.http import JsonResponse

from blog.models import Comment


def comments(request, post):
    found = Comment.objects.filter(post_id=post).values_list("words", flat=True)
    return JsonResponse({"comments": list(found)})
""",
    "blog/migrations/__init__.py": "",
    "blog/migrations/0001_initial.py": """\
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("title", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="blog.post",
                    ),
                ),
            ],
        ),
    ]
""",
    "requirements.txt": "django>=5.2\ngunicorn>=23\npsycopg[binary]>=3.2\n",
    "compose.yaml": f"""\
services:
  web:
    build: .
    command: {SERVED}
    environment:
      DATABASE_URL: postgresql://blog@db/blog
      SECRET_KEY: ${{SECRET_KEY}}
  db:
    image: postgres:17
""",
    "Dockerfile": f"""\
FROM python:3.12-slim
WORKDIR /srv
COPY . .
RUN pip install -r requirements.txt
CMD {SERVED.split()!r}
""".replace("'", '"'),
}


class Session:
    """One walk: the terminal, and every menu as it stood open."""

    def __init__(self, *options: object, cwd: Path) -> None:
        self.terminal = Terminal("climb", *options, cwd=cwd, height=50)
        self.menus: list[str] = []

    def pick(self, prompt: str, option: str) -> None:
        """Take an option of a menu."""
        self.menus.append(self.terminal.pick(prompt, option))

    def yes(self, prompt: str, key: str = "y") -> None:
        """Answer a yes or no."""
        self.terminal.until(f"{prompt} (Y/n)")
        self.terminal.press(key)

    def golden(self, name: str, code: int = 0, **hidden: object) -> str:
        """Wait for the end and compare the whole."""
        assert self.terminal.code() == code, self.terminal.text()
        menus = "\n\n".join(dict.fromkeys(self.menus))
        text = f"{self.terminal.text().strip()}\n\n\nThe menus, as they stood open\n\n{menus}\n"
        matches(f"climb_{name}", masked(text), today=date.today().isoformat(), **hidden)
        return text


ROW = r"(?ms)^(  \w+ +)(?:(?!\n  \S|\n\n).)*?last [\d.]+ s$"
"""A figure that was measured just now, with its source on as many lines as that took."""


def loose(words: str) -> str:
    """These words, wherever the terminal broke the line."""
    return r"[\s+]*".join(map(re.escape, words.replace(" ", "")))


FIGURE = r"[\d.\s+]+"
SAID = (
    f"{loose('800 calls of')}{FIGURE}{loose('ms; about')}{FIGURE}{loose('times faster (estimate)')}"
)
"""What the advisor says of the statement."""


def masked(text: str) -> str:
    """The text without the answers' file (its name holds a fingerprint of the folder) and without measured figures."""
    text = re.sub(re.escape(STATE) + r"/rung/(\w+)-[0-9a-f]{12}\.yml", r"STATE/\1.yml", text)
    text = re.sub(r"\d+ scans so far", "SCANS scans so far", text)
    text = re.sub(r"from [\d.]+ % to at most [\d.]+ %", "from ALL to at most HALF", text)
    text = re.sub(r"and \d+ figures more", "and FEW figures more", text)
    return re.sub(SAID, "800 calls MEASURED", re.sub(ROW, r"\1MEASURED", text))


def test_a_newcomer_who_knows_nothing(shop: Path) -> None:
    before = tree(shop)
    walk = Session(cwd=shop)
    walk.pick("1. Are users being hurt right now?", UNKNOWN)
    walk.pick("2. What do people notice most?", UNKNOWN)
    walk.pick("3. Does the database record", UNKNOWN)
    walk.pick("What now?", "Read the page of observe")
    walk.pick("What now?", "Build observe")
    walk.pick("Go on with these answers?", "Yes")
    walk.yes("Build observe now?")
    walk.yes("so that it can be measured now?", "n")
    walk.golden("newcomer")
    assert rung("undo", "observe", shop, "--yes").code == 0
    assert tree(shop) == before


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A Django project whose comments have no index on their post."""
    root = tmp_path / "blog"
    for name, text in BLOG.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def migrate(blog: Path, database: str) -> None:
    """Run the project's migrations, as its people would."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=blog,
        env={
            **os.environ,
            "DATABASE_URL": database,
            "SECRET_KEY": "x",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        check=True,
        timeout=60,
    )


def load(database: str) -> None:
    """Some hundred reads of comments by their post, on record."""
    with psycopg.connect(database, autocommit=True) as admin:
        for post in range(200):
            admin.execute("select words from blog_comment where post_id = %s", (post,)).fetchall()


@contextmanager
def under_load(database: str) -> Iterator[None]:
    """People read comments all the while."""
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            load(database)
            time.sleep(0.05)

    readers = threading.Thread(target=read)
    readers.start()
    try:
        yield
    finally:
        over.set()
        readers.join()


@pytest.fixture
def slow(blog: Path, database: str) -> Iterator[str]:
    """The blog's database with enough comments for an index to matter, and its load on record."""
    migrate(blog, database)
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension pg_stat_statements")
        admin.execute("insert into blog_post select i, 'post' from generate_series(1, 2000) i")
        admin.execute(
            "insert into blog_comment select i, 'words', 1 + i % 2000 from generate_series(1, 100000) i"
        )
        admin.execute("analyze")
        admin.execute("select pg_stat_statements_reset()")
    for _ in range(4):  # so much that the server's own statements are no percent of it
        load(database)
    time.sleep(5.5)  # statistics of less than five seconds are of low confidence
    with psycopg.connect(database):  # a session that idles, as a pool keeps them
        yield database


def test_an_index_is_missing_from_the_look_to_the_undo(blog: Path, slow: str) -> None:
    before = tree(blog)
    walk = Session("--database-url", slow, cwd=blog)
    walk.pick("Are users being hurt right now?", "no")
    walk.pick("What do people notice most?", "pages or calls are slow")
    walk.pick("Are response times recorded for each route", "yes")
    walk.terminal.type("How busy is the database's processor at the peak?", "85%")
    walk.terminal.type("How busy are the application's processes", "30%")
    walk.terminal.type("In how many milliseconds", "900")
    walk.terminal.skip()
    walk.pick("What now?", "Build query_index")
    walk.pick("Go on with these answers?", "Yes")
    walk.yes("Build query_index now?")
    walk.terminal.until("so that it can be measured now? (Y/n)")
    migrate(blog, slow)
    with psycopg.connect(slow, autocommit=True) as admin:
        admin.execute("select pg_stat_statements_reset()")
    with under_load(slow):
        walk.yes("so that it can be measured now?")
        walk.terminal.until("query_index does its job")
        walk.terminal.menu("1. What do people notice most?")
    walk.pick("1. What do people notice most?", UNKNOWN)
    walk.terminal.type("2. How busy is the database's processor at the peak?", "20%")
    walk.terminal.type("3. How busy are the application's processes", "30%")
    walk.terminal.type("4. In how many milliseconds", "90")
    walk.terminal.skip()
    walk.pick("What now?", "Stop here")
    walk.golden("missing_index", database=slow)
    assert rung("undo", "query_index", blog, "--yes").code == 0
    assert tree(blog) == before


def test_a_wish_for_kubernetes_at_fifty_requests_a_second(shop: Path) -> None:
    before = tree(shop)
    known = (
        *("--tell", "wish=k8s_autoscale", "--tell", "requests_per_second=50"),
        *("--tell", "database_cpu=0.2", "--tell", "app_cpu=0.3", "--tell", "p95_ms=180"),
        *("--tell", "teams=1", "--tell", "kubernetes_skill=no", "--tell", "peak_to_trough=4"),
    )
    walk = Session(*GATE, *known, cwd=shop)
    walk.pick("1. Are users being hurt right now?", "no")
    walk.terminal.skip()
    walk.pick("What now?", "Stop here")
    walk.golden("wish")
    assert tree(shop) == before


def test_an_incident_now(shop: Path) -> None:
    before = tree(shop)
    walk = Session(cwd=shop)
    walk.pick("1. Are users being hurt right now?", "yes")
    walk.pick("2. What do people notice most?", "the database refuses")
    walk.terminal.type("3. What share of the database's sessions waits", "60%")
    walk.terminal.skip()
    walk.pick("What now?", "Stop here")
    walk.golden("incident")
    assert tree(shop) == before


def test_ctrl_c_half_way_a_second_run_and_no_terminal(shop: Path) -> None:
    before = tree(shop)
    first = Session(*GATE, cwd=shop)
    first.pick("1. Are users being hurt right now?", "no")
    first.pick("2. What do people notice most?", "slow for some minutes")
    first.terminal.menu("3. Do the slow moments come at a fixed interval")
    first.terminal.press(CTRL_C)
    first.golden("interrupted", code=130)

    second = Session(*GATE, "--tell", "spikes_aligned=yes", cwd=shop)
    second.terminal.type("1. How busy is the database's processor at the peak?", "20%")
    second.terminal.type("2. How busy are the application's processes", "30%")
    second.terminal.type("3. In how many milliseconds", "240")
    second.terminal.skip()
    second.pick("What now?", "Change what you told")
    second.pick("Which one?", "symptom")
    second.pick("What do people notice most?", UNKNOWN)
    second.pick("What now?", "Stop here")
    second.golden("second_run")

    piped = rung("climb", shop, "--tell", "statement_stats=no")
    assert piped.code == 2, "there is something to build, and nobody to ask"
    matches("climb_piped", masked(f"{piped.out}\n{piped.err}"), today=date.today().isoformat())
    assert tree(shop) == before
