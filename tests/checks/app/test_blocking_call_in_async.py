"""Does a blocking call stop the event loop?"""

from collections.abc import Callable

from checks.app.blocking_call_in_async import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n"


ASYNC = "@app.get('/')\nasync def home():\n"


def test_fires_at_a_blocking_request_and_connect(repo_of: Laid) -> None:
    text = (
        "import requests, psycopg2\n"
        + APP
        + ASYNC
        + "    requests.get('x', timeout=1)\n    psycopg2.connect('x')\n"
    )
    report = check(repo_of({"main.py": text}))
    assert sorted(one.place.line for one in report.findings if one.place) == [6, 7]


def test_leaves_a_plain_def_alone(repo_of: Laid) -> None:
    text = "import requests\n" + APP + ASYNC.replace("async ", "") + "    requests.get('x')\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_asynchronous_drivers_alone(repo_of: Laid) -> None:
    text = "import asyncpg, psycopg\n" + APP + ASYNC
    text += "    await asyncpg.connect('x')\n    await psycopg.AsyncConnection.connect('x')\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_function_that_is_handed_to_a_thread_alone(repo_of: Laid) -> None:
    text = "import requests, asyncio\n" + APP + "def fetch():\n    requests.get('x')\n"
    text += ASYNC + "    await asyncio.to_thread(fetch)\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK
