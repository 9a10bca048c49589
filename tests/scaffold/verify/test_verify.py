"""Verification of `observe` against a real application and database, and of the promised vital."""

import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from checks.core import Looks, Problem
from checks.probes.repo import look
from playbooks.core import Prediction
from scaffold import plan
from scaffold.apply import apply
from scaffold.core import Step
from scaffold.questions import questions
from scaffold.verify import verify
from scaffold.verify.targets import Targets
from tests.templates.running import Running, servers

MAIN = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/work")
def work():
    return {}
"""


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    with servers(tmp_path / "server.log") as start:
        yield start


def built(root: Path, promise: Prediction | None = None) -> Path:
    (root / "main.py").write_text(textwrap.dedent(MAIN))
    (root / "requirements.txt").write_text("fastapi\n")
    looks = Looks().with_(look(root))
    answers = {one.key: one.default for one in questions("observe", looks)}
    apply(plan.make(root, Step(rung="observe", answers=answers, predicts=promise), looks))
    return root


def start(serve: Callable[..., Running], root: Path) -> Running:
    return serve(root, "uvicorn", "main:app", "--port", "{port}", "--log-level", "critical")


def test_it_holds_where_everything_is_there(
    project: Path, database: str, serve: Callable[..., Running]
) -> None:
    with psycopg.connect(database) as conn:
        conn.execute("create extension pg_stat_statements")
    with psycopg.connect(database) as conn:
        conn.execute("select 1")
    app = start(serve, built(project))
    targets = Targets(url=f"{app.url}/work", database_url=database)
    found = verify(project, "observe", targets)
    assert found.passed, found.checks
    assert len(found.checks) == 4
    assert found.predicted is None


def test_a_database_without_the_extension_fails(project: Path, database: str) -> None:
    found = verify(built(project), "observe", Targets(database_url=database))
    assert not found.passed
    assert found.checks[0][:2] == ("pg_stat_statements can be read", False)


def promise(low: float, high: float) -> Prediction:
    return Prediction(vital="p95_ms", before=10_000, low=low, high=high, unit="ms", formula="test")


@pytest.mark.parametrize(("high", "kept"), [(5000.0, True), (0.0001, False)])
def test_the_promised_vital_is_measured_anew(
    project: Path, serve: Callable[..., Running], high: float, kept: bool
) -> None:
    app = start(serve, built(project, promise(0.00001, high)))
    stop = threading.Event()

    def load() -> None:
        while not stop.is_set():
            app.get("/work")

    client = threading.Thread(target=load)
    client.start()
    try:
        found = verify(project, "observe", Targets(url=f"{app.url}/work"), window_s=2)
    finally:
        stop.set()
        client.join()
    assert found.measured is not None
    assert found.measured.name == "p95_ms"
    assert found.passed is kept


def test_without_requests_nothing_is_measured(project: Path, serve: Callable[..., Running]) -> None:
    app = start(serve, built(project, promise(1, 2)))
    found = verify(project, "observe", Targets(url=f"{app.url}/work"), window_s=0.2)
    assert found.measured is None


def test_a_rung_that_was_not_built_is_a_problem(project: Path) -> None:
    with pytest.raises(Problem, match="was not built here"):
        verify(project, "observe", Targets(database_url="postgresql://nowhere/x"))


def test_nothing_named_is_a_problem(project: Path) -> None:
    with pytest.raises(Problem, match="nothing to look at"):
        verify(built(project), "observe", Targets())
