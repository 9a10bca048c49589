"""The rung built into a FastAPI project, and the application run on the real server before and after."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from checks.core import Looks, Problem
from checks.probes.repo import look
from scaffold import undo
from scaffold.apply import apply
from scaffold.core import Step
from scaffold.demo.postgres import free_port
from scaffold.plan import make
from scaffold.questions import questions
from scaffold.verify.pool import probe
from scaffold.verify.targets import Targets

SITE = Path(__file__).parent / "site"


@pytest.fixture
def site(project: Path) -> Path:
    shutil.copytree(SITE, project, dirs_exist_ok=True)
    return project


def add(site: Path) -> int:
    """Build the rung with its own defaults; how many files it wrote."""
    looks = Looks().with_(look(site))
    answers = {one.key: one.default for one in questions("pool", looks)}
    plan = make(site, Step(rung="pool", answers=answers), looks)
    apply(plan)
    return len(plan.writes)


@contextmanager
def serving(site: Path, database: str) -> Iterator[str]:
    """The application as its own command starts it."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "main:app",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    known = {**os.environ, "DATABASE_URL": database, "PYTHONDONTWRITEBYTECODE": "1"}
    log = subprocess.DEVNULL
    process = subprocess.Popen(
        [*command, "--log-level", "warning"], cwd=site, env=known, stdout=log
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/double/21"
    finally:
        process.terminate()
        process.wait(10)


def seen(site: Path, url: str, database: str) -> list[tuple[str, bool, str]]:
    return list(probe(site, Targets(url=url, database_url=database)))


def test_sessions_per_request_fall_and_the_answers_stay(site: Path, database: str) -> None:
    assert add(site) > 0
    with serving(site, database) as url:
        assert httpx.get(url, trust_env=False).json() == {"double": 42}
        found = seen(site, url, database)
    assert [held for _, held, _ in found] == [True] * 4, found


def test_verify_sees_an_application_that_opens_a_session_each_time(
    site: Path, database: str
) -> None:
    add(site)
    shutil.copyfile(SITE / "main.py", site / "main.py")
    with serving(site, database) as url:
        held = {tried: one for tried, one, _ in seen(site, url, database)}
    assert held["it reads the database"] is True
    assert held["requests do not open sessions of their own"] is False


def test_verify_sees_that_a_page_does_not_reach_the_database(site: Path, database: str) -> None:
    add(site)
    with serving(site, database) as url:
        page = url.replace("/double/21", "/health")
        held = {tried: one for tried, one, _ in seen(site, page, database)}
    assert held["it reads the database"] is False


def test_a_second_time_changes_nothing_and_undo_takes_it_out(site: Path) -> None:
    before = {one: one.read_bytes() for one in site.rglob("*") if one.is_file()}
    add(site)
    assert "\nimport db_pool\n" in (site / "main.py").read_text()
    assert add(site) == 0
    apply(undo.plan(site, "pool"))
    assert {one: one.read_bytes() for one in site.rglob("*") if one.is_file()} == before


def test_it_asks_for_what_it_needs(site: Path, database: str) -> None:
    add(site)
    with pytest.raises(Problem, match="both the application and its database"):
        probe(site, Targets(database_url=database))
