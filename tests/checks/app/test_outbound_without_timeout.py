"""Can a call to another server wait for ever?"""

from collections.abc import Callable

import pytest

from checks.app.outbound_without_timeout import check
from checks.core import Outcome, Severity
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n"


GET = "@app.get('/')\ndef home():\n"


def test_fires_at_requests_and_urlopen(repo_of: Laid) -> None:
    text = "import requests\nfrom urllib.request import urlopen\n" + APP + GET
    text += "    requests.get('https://x')\n    urlopen('https://x')\n"
    report = check(repo_of({"main.py": text}))
    assert [one.place.line for one in report.findings if one.place] == [7, 8]
    assert {one.severity for one in report.findings} == {Severity.HIGH}


def test_fires_at_smtp_and_an_explicit_none_outside_requests_less_loudly(repo_of: Laid) -> None:
    text = "import smtplib, requests\ndef job():\n    smtplib.SMTP('mail', 25)\n    requests.post('x', timeout=None)\n"
    report = check(repo_of({"main.py": APP, "jobs.py": text}))
    assert {one.severity for one in report.findings} == {Severity.MEDIUM} and len(
        report.findings
    ) == 2


def test_leaves_stated_timeouts_alone(repo_of: Laid) -> None:
    text = "import requests, smtplib\nfrom urllib.request import urlopen\n" + APP + GET
    text += "    requests.get('x', timeout=5)\n    urlopen('x', None, 5)\n    smtplib.SMTP('h', 25, None, 5)\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_unpacked_keywords_alone(repo_of: Laid) -> None:
    text = "import requests\n" + APP + GET + "    requests.get('x', **{'timeout': 15})\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_httpx_alone_which_has_a_default(repo_of: Laid) -> None:
    text = "import httpx\n" + APP + GET + "    httpx.get('x')\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_scripts_tests_examples_and_hidden_folders_alone(repo_of: Laid) -> None:
    call = "import requests\nrequests.get('x')\n"
    names = (
        "scripts/load.py",
        "tests/test_a.py",
        "examples/dag.py",
        ".semgrep/rules.py",
        "docs/conf.py",
    )
    assert (
        check(repo_of({"main.py": APP, **dict.fromkeys(names, call)})).outcome
        is Outcome.NOT_APPLICABLE
    )


def test_leaves_names_that_only_look_alike_alone(repo_of: Laid) -> None:
    text = APP + "requests = {}\n" + GET + "    requests.get('x')\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.NOT_APPLICABLE


AXIOS = {"package.json": '{"dependencies": {"axios": "1", "express": "4"}}'}
GO = {"go.mod": "module a\n\ngo 1.24\n"}
MAIN = 'package main\n\nimport "net/http"\n\nfunc f() {\n\t%s\n}\n'


def test_fires_at_a_call_of_go(repo_of: Laid) -> None:
    (one,) = check(repo_of({**GO, "main.go": MAIN % 'http.Get("https://x")'})).findings
    assert (one.severity, str(one.place)) == (Severity.MEDIUM, "main.go:6")


def test_fires_at_the_first_call_of_a_library(repo_of: Laid) -> None:
    text = "const axios = require('axios');\naxios.get('https://x');\naxios.get('https://y');\n"
    (one,) = check(repo_of({**AXIOS, "a.js": text})).findings
    assert one.message.startswith("axios without a time-out") and str(one.place) == "a.js:2"


@pytest.mark.parametrize(
    "files",
    [
        {**GO, "main.go": MAIN % 'c := http.Client{Timeout: 5}; c.Get("https://x")'},
        {**GO, "main_test.go": MAIN % 'http.Get("https://x")'},
        {**GO, "build/main.go": MAIN % 'http.Get("https://x")'},
        {**AXIOS, "a.js": "axios.get('https://x', {timeout: 5000});\n"},
        {**AXIOS, "a.js": "axios.defaults.timeout = 5000;\naxios.get('https://x');\n"},
    ],
)
def test_leaves_bounded_calls_of_other_languages_alone(
    repo_of: Laid, files: dict[str, str]
) -> None:
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE
