"""The application's own pool: in use, and what waiting for it costs; more cases in which nothing is said of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from checks.core import Confidence, Fact, Looks
from checks.fill.in_pool import facts
from checks.probes.host import Group, Host
from checks.probes.metrics import Metrics, Route
from checks.probes.postgres import Postgres
from checks.probes.repo import Repo, look
from tests.checks.postgres.small import activity, postgres, statement, statements

CODE = """\
from fastapi import FastAPI
from psycopg_pool import ConnectionPool

pool = ConnectionPool("x", min_size=1, max_size={size})
app = FastAPI()
"""
COMPOSE = "services:\n  web: {build: ., command: uvicorn main:app}\n  db: {image: postgres}\n"
PAGE = Metrics(
    url="http://app/metrics", at=1.0, histogram="http_request_duration_seconds", window_s=10.0,
    routes=(Route(method="GET", route="/a", count=450, seconds=140.0,
                  buckets=((0.2, 0.0), (0.4, 450.0), (float("inf"), 450.0))),),
)  # fmt: skip
HOST = Host(
    at=1.0, cores=2, memory_bytes=1, available_bytes=1, busy_seconds=2.0, total_seconds=20.0, window_s=10.0,
    groups={"application": Group(seconds=0.5, roots_seconds=0.5, processes=1, waited_seconds=0.1, cores=2),
            "database": Group(seconds=0.1, roots_seconds=0.0, processes=3, waited_seconds=0.0, cores=2)},
)  # fmt: skip
SLOW = statement("select * from quote($1)", calls=450, mean_ms=20.0)
BUSY = activity(
    samples=45, sessions=1, by_state={"active": 0.92, "idle": 0.08}, waits={"Timeout": 0.92}, windowed=True
)  # fmt: skip


def project(root: Path, size: int = 1, **files: str) -> Repo:
    """A web service with a pool of this size."""
    for name, text in {"main.py": CODE.format(size=size), "compose.yaml": COMPOSE, **files}.items():
        (root / name).write_text(text)
    (root / "requirements.txt").write_text("fastapi\npsycopg[pool]\nuvicorn\n")
    (root / "Dockerfile").write_text('FROM python:3.13\nCMD ["uvicorn", "main:app"]\n')
    return look(root)


def seen(**changes: object) -> Postgres:
    """The database in the window."""
    given = {"window_s": 10.0, "activity": BUSY, "statements": statements(SLOW, window_s=10.0)}
    return postgres(**{**given, **changes})


def told(*looks: object) -> dict[str, Fact]:
    """What is filled, by name."""
    return {one.name: one for one in facts(Looks().with_(*looks))}


def test_a_pool_of_one_that_is_always_in_use(tmp_path: Path) -> None:
    found = told(project(tmp_path), seen(), PAGE, HOST)
    assert found["pool_use"].value == 0.92 and "main.py:4" in found["pool_use"].where
    assert found["pool_wait_ms"].value == pytest.approx(
        300 - 20 - 0.6 / 45 * 1000 / 10 - 0.22, abs=3
    )
    assert found["pool_wait_ms"].where.startswith("derived")
    assert found["pool_wait_ms"].confidence is not Confidence.HIGH


def test_a_pool_with_room_makes_nobody_wait(tmp_path: Path) -> None:
    assert told(project(tmp_path, 8), seen(), PAGE, HOST).keys() == {"pool_use"}


def test_somebody_else_is_awaited_where_the_pool_explains_little(tmp_path: Path) -> None:
    half = replace(BUSY, by_state={"active": 0.6, "idle": 0.4}, waits={"Timeout": 0.6})
    rare = replace(PAGE, routes=(replace(PAGE.routes[0], count=280),))
    few = statements(replace(SLOW, calls=280, exec_ms=5600.0), window_s=10.0)
    assert told(project(tmp_path), seen(activity=half, statements=few), rare, HOST).keys() == {
        "pool_use"
    }


@pytest.mark.parametrize("waits", [{"Lock": 0.5}, {"IO": 0.6}])
def test_locks_and_storage_explain_a_pool_in_use(tmp_path: Path, waits: dict[str, float]) -> None:
    held_up = seen(activity=replace(BUSY, waits=waits))
    assert "pool_wait_ms" not in told(project(tmp_path), held_up, PAGE, HOST)


def test_nothing_is_said(tmp_path: Path) -> None:
    repo = project(tmp_path)
    assert told(repo, seen(activity=replace(BUSY, sessions=3)), PAGE, HOST) == {}, (
        "others are there"
    )
    assert told(repo, seen(activity=None), PAGE, HOST) == {}
    assert told(seen(), PAGE, HOST) == {} and told(repo, PAGE, HOST) == {}
    assert told(repo, seen(), PAGE).keys() == {"pool_use"}, "no processor times"
    assert told(repo, seen()).keys() == {"pool_use"}
