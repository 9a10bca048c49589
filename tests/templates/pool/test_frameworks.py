"""SQLAlchemy's and Django's own pools, sized by the rung in a small project and run on the real server."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checks.core import Looks
from checks.probes.repo import look
from scaffold.apply import apply
from scaffold.core import Kind, Plan, Step
from scaffold.plan import make
from scaffold.questions import questions

ENGINE = """
import os
from fastapi import FastAPI
from sqlalchemy import create_engine, text

app = FastAPI()
engine = create_engine(os.environ["URL"], echo=False)

@app.get("/x")
def x():
    with engine.connect() as conn:
        return conn.execute(text("select 1")).scalar()
"""
SETTINGS = """
import os
from urllib.parse import urlsplit

url = urlsplit(os.environ["URL"])
SECRET_KEY = "x"
INSTALLED_APPS = ["django.contrib.contenttypes"]
ROOT_URLCONF = "shop.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "PASSWORD": url.password,
        "HOST": url.hostname,
        "PORT": url.port,
    }
}
"""
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'
THREADS = """
import json, threading, django
django.setup()
from django.db import connection
seen = set()
def work():
    for _ in range(3):
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            seen.add(cursor.fetchone()[0])
        connection.close()
crowd = [threading.Thread(target=work) for _ in range(12)]
[one.start() for one in crowd]; [one.join() for one in crowd]
print(json.dumps(len(seen)))
"""


def add(site: Path, files: dict[str, str], **wishes: Any) -> Plan:
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    looks = Looks().with_(look(site))
    answers = {one.key: one.default for one in questions("pool", looks)}
    plan = make(site, Step(rung="pool", answers={**answers, **wishes}), looks)
    assert not [one for one in plan.changes if one.kind is Kind.REFUSED]
    apply(plan)
    return plan


def python(site: Path, code: str, **environment: str) -> Any:
    known = {**os.environ, **environment, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, cwd=site, env=known, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_sqlalchemy_is_bounded_and_checked(project: Path, database: str) -> None:
    files = {"main.py": ENGINE, "requirements.txt": "fastapi\nsqlalchemy\npsycopg[binary]\n"}
    add(project, files, pool_size=3)
    assert "echo=False" in (project / "main.py").read_text()
    code = (
        "import json, main; p = main.engine.pool; main.x();"
        "print(json.dumps([p.size(), p._max_overflow, p._timeout, p._recycle, p._pre_ping, p.checkedin()]))"
    )
    url = database.replace("postgresql://", "postgresql+psycopg://")
    assert python(project, code, URL=url) == [3, 0, 10, 3600, True, 1]


def django(version: str) -> dict[str, str]:
    return {
        "manage.py": MANAGE,
        "shop/__init__.py": "",
        "shop/settings.py": SETTINGS,
        "shop/urls.py": "urlpatterns = []\n",
        "requirements.txt": f"django{version}\npsycopg[binary]>=3.2\n",
    }


def test_django_with_a_pool_of_its_own_shares_a_few_sessions(project: Path, database: str) -> None:
    add(project, django(">=5.2"), pool_size=3)
    assert "psycopg-pool" in (project / "requirements.txt").read_text()
    seen = python(project, THREADS, URL=database, DJANGO_SETTINGS_MODULE="shop.settings")
    assert seen <= 3


def test_an_older_django_keeps_one_connection_for_each_thread(project: Path, database: str) -> None:
    add(project, django(">=4.2"))
    code = (
        "import json, django; django.setup(); from django.conf import settings;"
        "d = settings.DATABASES['default'];"
        "print(json.dumps([d['CONN_MAX_AGE'], d['CONN_HEALTH_CHECKS'], d.get('OPTIONS')]))"
    )
    found = python(project, code, URL=database, DJANGO_SETTINGS_MODULE="shop.settings")
    assert found[:2] == [600, True]
    assert not found[2]


COMPOSE = """
services:
  web:
    build: .
    environment:
      URL: postgresql://shop:${POSTGRES_PASSWORD}@db/shop
  db:
    image: postgres:17
"""


def test_behind_pgbouncer_the_driver_prepares_nothing(project: Path) -> None:
    files = {"main.py": ENGINE, "requirements.txt": "psycopg[binary]\n", "compose.yaml": COMPOSE}
    add(project, files, topology="pgbouncer")
    assert 'connect_args={"prepare_threshold": None}' in (project / "main.py").read_text()


def test_behind_pgbouncer_psycopg2_needs_no_flag(project: Path) -> None:
    files = {"main.py": ENGINE, "requirements.txt": "psycopg2\n", "compose.yaml": COMPOSE}
    add(project, files, topology="pgbouncer")
    assert (project / "main.py").read_text() == ENGINE


def test_behind_pgbouncer_django_keeps_cursors_on_its_side(project: Path) -> None:
    add(project, {**django(">=5.2"), "compose.yaml": COMPOSE}, topology="pgbouncer")
    settings = (project / "shop/settings.py").read_text()
    assert '"DISABLE_SERVER_SIDE_CURSORS": True' in settings
    assert '"pool"' not in settings


@pytest.mark.parametrize("version", [">=4.2", ">=5.2"])
def test_a_second_time_changes_nothing(project: Path, version: str) -> None:
    files = django(version)
    add(project, files)
    assert add(project, {}).writes == ()
