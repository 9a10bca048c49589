"""A real PostgreSQL that may not use the whole machine, through the real program: its cores are what it can use."""

import json
import os
from typing import Any

import pytest

from scaffold.demo.postgres import Postgres
from tests.checks.probes.groups import group_of
from tests.cli.program import rung


def seen(database: str) -> dict[str, Any]:
    ran = rung("assess", "--database-url", database, "--seconds", "1", "--json")
    assert ran.code == 0, ran.err
    vitals: dict[str, Any] = json.loads(ran.out)["vitals"]
    return vitals


def test_a_set_of_processors_is_its_machine(postgres_server: Postgres, database: str) -> None:
    here = os.sched_getaffinity(0)
    one = min(here)
    if len(here) < 2:
        pytest.skip("needs two processors")
    os.sched_setaffinity(postgres_server.pid, {one})
    try:
        vitals = seen(database)
    finally:
        os.sched_setaffinity(postgres_server.pid, here)
    assert vitals["database_cores"]["value"] == 1
    assert vitals["database_cores"]["where"] == "sched_getaffinity of the database's processes"
    assert 0 <= vitals["database_cores_busy"]["value"] <= 1
    assert "of 1 cores" in vitals["database_cpu"]["where"]


def test_a_quota_is_its_machine(postgres_server: Postgres, database: str) -> None:
    with group_of(0.5) as group:
        (group / "cgroup.procs").write_text(str(postgres_server.pid))
        try:
            vitals = seen(database)
        finally:
            for pid in (group / "cgroup.procs").read_text().split():
                (group.parent / "cgroup.procs").write_text(pid)
    assert vitals["database_cores"]["value"] == pytest.approx(0.5)
    assert vitals["database_cores"]["where"].startswith("/sys/fs/cgroup/")
    assert "of 0.5 cores" in vitals["database_cpu"]["where"]


def test_a_database_that_is_not_bound_has_the_machine(
    postgres_server: Postgres, database: str
) -> None:
    assert postgres_server.pid
    vitals = seen(database)
    assert vitals["database_cores"]["value"] == len(os.sched_getaffinity(postgres_server.pid))
    assert "database_cores_busy" not in vitals
