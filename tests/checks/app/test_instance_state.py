"""Is something kept on one instance that another instance would miss?"""

from collections.abc import Callable

import pytest

from checks.app.instance_state import check
from checks.core import Outcome, Severity
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = {"app.py": "from fastapi import FastAPI\napp = FastAPI()\n"}
COMPOSE = "services:\n  web:\n    build: .\n    command: uvicorn app:app\n    volumes: [%s]\n"
LOOP = (
    "import asyncio\nasync def daily():\n    while True:\n        await asyncio.sleep(60)\n"
    "asyncio.create_task(daily())\n"
)


def test_says_so_quietly_while_one_instance_is_declared(repo_of: Laid) -> None:
    (one,) = check(repo_of({**APP, "compose.yaml": COMPOSE % "'files:/var/uploads'"})).findings
    assert one.severity is Severity.LOW
    assert "/var/uploads" in one.message and "a second instance would miss it" in one.message


def test_says_so_loudly_where_there_are_several(repo_of: Laid) -> None:
    text = COMPOSE % "'files:/var/uploads'" + "    deploy: {replicas: 3}\n"
    (one,) = check(repo_of({**APP, "compose.yaml": text})).findings
    assert one.severity is Severity.HIGH and "web has several copies" in one.message


def test_a_scheduler_inside_the_process_runs_in_each(repo_of: Laid) -> None:
    (one,) = check(repo_of({**APP, "jobs.py": LOOP})).findings
    assert "run its jobs again" in one.message and "process of its own" in one.remedy


def test_sessions_in_files(repo_of: Laid) -> None:
    files = {
        "composer.json": '{"require": {"laravel/framework": "^11"}}',
        "artisan": "",
        "config/session.php": "<?php\nreturn [\n    'driver' => 'file',\n];\n",
        "routes/web.php": "<?php\nRoute::get('/', [A::class, 'b']);\n",
    }
    (one,) = check(repo_of(files)).findings
    assert "Redis" in one.remedy


@pytest.mark.parametrize(
    "files",
    [
        {"compose.yaml": COMPOSE % "'./app.conf:/etc/app.conf:ro'"},
        {"compose.yaml": COMPOSE % "'.:/code'"},
        {"compose.override.yaml": COMPOSE % "'files:/var/uploads'"},
        {"compose.yaml": "services:\n  db:\n    image: postgres:18\n    volumes: ['d:/var/lib/postgresql']\n"},
        {"tests/jobs.py": LOOP},
        {"main.py": "from starlette.middleware import sessions as s\nx.add_middleware(s.SessionMiddleware)\n"},
    ],
)  # fmt: skip
def test_leaves_alone(repo_of: Laid, files: dict[str, str]) -> None:
    assert check(repo_of({**APP, **files})).outcome is Outcome.NOT_APPLICABLE
