"""Can a load balancer ask whether an instance is well?"""

from collections.abc import Callable

import pytest

from checks.app.no_health_endpoint import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef a(): ...\n"
COMPOSE = "services:\n  web:\n    build: .\n    command: uvicorn app:app\n"


def test_fires_where_no_path_tells_it(repo_of: Laid) -> None:
    report = check(repo_of({"app.py": APP}))
    assert [str(one.place) for one in report.findings] == ["app.py:4"]


def test_a_word_in_a_comment_is_no_path(repo_of: Laid) -> None:
    assert check(repo_of({"app.py": APP + "# /healthz\n"})).outcome is Outcome.PROBLEM


@pytest.mark.parametrize(
    "files",
    [
        {"app.py": APP + "@app.get('/healthz')\ndef h(): ...\n"},
        {"app.py": APP, "Dockerfile": "FROM python\nHEALTHCHECK CMD curl -f localhost\nCMD uvicorn app:app\n"},
        {"app.py": APP, "compose.yaml": COMPOSE + "    healthcheck: {test: [CMD, curl, localhost]}\n"},
    ],
)  # fmt: skip
def test_leaves_what_can_be_asked_alone(repo_of: Laid, files: dict[str, str]) -> None:
    assert check(repo_of(files)).outcome is Outcome.OK


@pytest.mark.parametrize("files", [{}, {"lib.py": "x = 1\n"}])
def test_leaves_what_answers_no_requests_alone(repo_of: Laid, files: dict[str, str]) -> None:
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE
