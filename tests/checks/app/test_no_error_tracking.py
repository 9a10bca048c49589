"""Does anybody learn of an exception that a user met?"""

from collections.abc import Callable

import pytest

from checks.app.no_error_tracking import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef a(): ...\n"
SENTRY = {"requirements.txt": "sentry-sdk\n"}


def test_fires_where_there_is_none(repo_of: Laid) -> None:
    report = check(repo_of({"app.py": APP}))
    assert [str(one.place) for one in report.findings] == ["app.py:4"]


def test_one_that_is_only_installed_is_named(repo_of: Laid) -> None:
    (one,) = check(repo_of({**SENTRY, "app.py": APP})).findings
    assert "Sentry is installed and not used" in one.message


def test_a_test_that_imports_it_is_not_the_application(repo_of: Laid) -> None:
    files = {**SENTRY, "app.py": APP, "tests/test_a.py": "import sentry_sdk\n"}
    assert check(repo_of(files)).outcome is Outcome.PROBLEM


@pytest.mark.parametrize(
    "text",
    [
        "import sentry_sdk\nsentry_sdk.init()\n",
        "import os, sentry_sdk\nif os.environ.get('SENTRY_DSN'):\n    sentry_sdk.init()\n",
    ],
)
def test_leaves_one_that_is_used_or_switched_alone(repo_of: Laid, text: str) -> None:
    assert check(repo_of({**SENTRY, "app.py": APP + text})).outcome is Outcome.OK


@pytest.mark.parametrize("files", [{}, {"lib.py": "x = 1\n"}])
def test_leaves_what_answers_no_requests_alone(repo_of: Laid, files: dict[str, str]) -> None:
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE
