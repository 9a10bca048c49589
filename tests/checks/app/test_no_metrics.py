"""Does the application tell how it is doing?"""

from collections.abc import Callable

import pytest

from checks.app.no_metrics import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef a(): ...\n"
EXPRESS = {
    "package.json": '{"dependencies": {"express": "4", "prom-client": "15"}}',
    "index.js": "const app = require('express')();\napp.get('/a', (q, s) => s.send(''));\n",
}


def test_fires_where_there_are_handlers_and_nothing_else(repo_of: Laid) -> None:
    report = check(repo_of({"app.py": APP, "requirements.txt": "fastapi\n"}))
    assert [str(one.place) for one in report.findings] == ["app.py:4"]
    assert "1 handler of FastAPI" in report.findings[0].message


def test_fires_where_the_library_is_installed_and_not_used(repo_of: Laid) -> None:
    (one,) = check(repo_of(EXPRESS)).findings
    assert "Prometheus is installed and not used" in one.message


@pytest.mark.parametrize(
    "files",
    [
        {"app.py": APP + "from prometheus_client import make_asgi_app\n", "requirements.txt": "prometheus-client\n"},
        {"app.py": APP + "from opentelemetry import trace\n", "requirements.txt": "opentelemetry-sdk\n"},
        {**EXPRESS, "metrics.js": "const p = require('prom-client');\np.collectDefaultMetrics();\n"},
        {"app.py": APP, "Dockerfile": "FROM a\nCMD ddtrace-run uvicorn app:app\n", "requirements.txt": "ddtrace\n"},
    ],
)  # fmt: skip
def test_leaves_what_is_measured_alone(repo_of: Laid, files: dict[str, str]) -> None:
    assert check(repo_of(files)).outcome is Outcome.OK


@pytest.mark.parametrize(
    "files", [{"lib.py": "x = 1\n", "setup.py": "from setuptools import setup\nsetup()\n"}, {}]
)
def test_leaves_what_answers_no_requests_alone(repo_of: Laid, files: dict[str, str]) -> None:
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE
