"""Is a database connection opened inside a request?"""

from collections.abc import Callable

from checks.app.connection_per_request import check
from checks.core import Outcome, Severity
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n"


HANDLER = "@app.get('/')\ndef home():\n"


def test_fires_at_a_connect_in_a_handler(repo_of: Laid) -> None:
    report = check(
        repo_of({"main.py": "import psycopg\n" + APP + HANDLER + "    psycopg.connect('x')\n"})
    )
    assert report.outcome is Outcome.PROBLEM
    assert [str(one.place) for one in report.findings] == ["main.py:6"]
    assert report.findings[0].severity is Severity.HIGH


def test_fires_through_a_dependency_of_another_module(repo_of: Laid) -> None:
    database = "import psycopg2 as pg\ndef get_db():\n    conn = pg.connect('x')\n    yield conn\n"
    main = (
        APP
        + "from fastapi import Depends\nfrom db import get_db\n@app.get('/')\ndef home(conn=Depends(get_db)): ...\n"
    )
    report = check(repo_of({"main.py": main, "db.py": database}))
    assert [str(one.place) for one in report.findings] == ["db.py:3"]


def test_leaves_a_connection_at_module_level_alone(repo_of: Laid) -> None:
    text = (
        "import psycopg\n"
        + APP
        + "conn = psycopg.connect('x')\n"
        + HANDLER
        + "    conn.execute('select 1')\n"
    )
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_a_memoised_factory_alone(repo_of: Laid) -> None:
    text = (
        "import functools, psycopg\n"
        + APP
        + "@functools.cache\ndef conn():\n    return psycopg.connect('x')\n"
    )
    assert check(repo_of({"main.py": text + HANDLER + "    conn()\n"})).outcome is Outcome.OK


def test_leaves_a_factory_that_fills_a_global_alone(repo_of: Laid) -> None:
    text = (
        "import psycopg\n"
        + APP
        + "c = None\ndef conn():\n    global c\n    c = c or psycopg.connect('x')\n"
    )
    assert check(repo_of({"main.py": text + HANDLER + "    conn()\n"})).outcome is Outcome.OK


def test_leaves_a_command_and_tests_alone(repo_of: Laid) -> None:
    script = "import psycopg\ndef main():\n    psycopg.connect('x')\n"
    files = {"main.py": APP + HANDLER + "    ...\n", "load.py": script, "tests/test_db.py": script}
    report = check(repo_of(files))
    assert report.outcome is Outcome.OK and report.examined == 1


def test_leaves_sqlite_and_other_connects_alone(repo_of: Laid) -> None:
    text = (
        "import sqlite3, socketio\n"
        + APP
        + HANDLER
        + "    sqlite3.connect('x')\n    socketio.connect('y')\n"
    )
    assert check(repo_of({"main.py": text})).outcome is Outcome.NOT_APPLICABLE


def test_not_looked_at_without_an_application(repo_of: Laid) -> None:
    assert check(repo_of({"README.md": "psycopg.connect"})).outcome is Outcome.NOT_APPLICABLE
