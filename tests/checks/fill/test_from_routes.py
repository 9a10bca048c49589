"""Time in mail that is sent inside a request, by comparison with other requests of the method."""

from dataclasses import replace
from pathlib import Path

import pytest

from checks.core import Confidence, Fact
from checks.fill.from_routes import facts
from checks.probes import repo
from checks.probes.metrics import Metrics, Route

APP = """
import smtplib
from fastapi import FastAPI

app = FastAPI()


@app.post("/users")
def sign_up(name: str):
    smtplib.SMTP("mail").sendmail("a", "b", "hello")
    return {}


@app.post("/comments")
def comment(body: str):
    return {}
"""


@pytest.fixture
def seen(project: Path) -> repo.Repo:
    (project / "requirements.txt").write_text("fastapi\n")
    (project / "main.py").write_text(APP)
    return repo.look(project)


def route(path: str, count: float, mean_s: float, method: str = "POST") -> Route:
    return Route(method=method, route=path, count=count, seconds=count * mean_s)


PAGE = Metrics(url="u", at=1.0, histogram="http_request_duration_seconds", window_s=10.0)
READS = route("/posts", 700, 0.1, "GET")


def filled(seen: repo.Repo, *routes: Route) -> list[Fact]:
    return list(facts(seen, replace(PAGE, routes=routes)))


def test_what_mail_adds_to_a_request_is_deferrable(seen: repo.Repo) -> None:
    (fact,) = filled(seen, READS, route("/users", 100, 0.5), route("/comments", 300, 0.1))
    assert fact.value == pytest.approx(40 / 150, rel=1e-4)
    assert fact.confidence is Confidence.MEDIUM and "POST /users" in fact.where


def test_a_route_that_is_as_quick_as_others_has_nothing_to_defer(seen: repo.Repo) -> None:
    (fact,) = filled(seen, READS, route("/users", 100, 0.1), route("/comments", 300, 0.1))
    assert fact.value == 0


def test_without_another_route_of_the_method_nothing_is_claimed(seen: repo.Repo) -> None:
    assert filled(seen, READS, route("/users", 100, 0.5)) == []


def test_a_route_that_was_not_asked_for_says_nothing(seen: repo.Repo) -> None:
    assert filled(seen, READS, route("/comments", 300, 0.1)) == []
    assert filled(seen) == []


def test_code_without_mail_has_nothing_to_defer(project: Path) -> None:
    (project / "requirements.txt").write_text("fastapi\n")
    (project / "main.py").write_text(APP.replace('smtplib.SMTP("mail")', "log"))
    assert filled(repo.look(project), route("/users", 100, 0.5), route("/comments", 9, 0.1)) == []
