"""Does a request wait half a minute for a pooled connection before it fails?"""

from collections.abc import Callable

from checks.app.pool_without_timeout import check
from checks.core import Outcome, Severity
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n"


def test_fires_at_pools_that_wait_for_the_default(repo_of: Laid) -> None:
    text = "from psycopg_pool import ConnectionPool\nfrom sqlalchemy import create_engine\n" + APP
    text += "pool = ConnectionPool('x', max_size=8)\nengine = create_engine('postgresql://db/x')\n"
    report = check(repo_of({"main.py": text}))
    assert [str(one.place) for one in report.findings] == ["main.py:5", "main.py:6"]
    assert {one.severity for one in report.findings} == {Severity.LOW}


def test_leaves_stated_waits_alone(repo_of: Laid) -> None:
    text = "from psycopg_pool import ConnectionPool\nfrom sqlalchemy import create_engine\n" + APP
    text += "pool = ConnectionPool('x', timeout=3)\nengine = create_engine('postgresql://db/x', pool_timeout=3)\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_unpacked_arguments_alone(repo_of: Laid) -> None:
    text = (
        "from sqlalchemy import create_engine\n" + APP + "engine = create_engine('x', **OPTIONS)\n"
    )
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_unpooled_engines_alone(repo_of: Laid) -> None:
    text = "from sqlalchemy import create_engine\nfrom sqlalchemy.pool import NullPool\n" + APP
    text += "engine = create_engine('x', poolclass=NullPool)\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.NOT_APPLICABLE
