"""Processors that a process can use: real processes bound by affinity and by the quota of a control group."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checks.probes.cores import ticks, usable
from checks.probes.host import between, look
from tests.checks.probes.groups import group_of

BUSY = ["sh", "-c", "while :; do :; done"]


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command or ["sleep", "60"])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_free_process_may_use_every_processor() -> None:
    found = usable(os.getpid())
    assert found is not None and found.processors == os.sched_getaffinity(0)
    assert 0 < found.cores <= len(found.processors)


def test_a_bound_process_has_the_processors_it_is_bound_to() -> None:
    one = min(os.sched_getaffinity(0))
    with running("taskset", "-c", str(one), "sleep", "60") as process:
        _until(lambda: os.sched_getaffinity(process.pid) == {one})
        found = usable(process.pid)
    assert found is not None and (found.cores, found.where) == (1.0, "sched_getaffinity")
    assert found.processors == {one}


@pytest.mark.parametrize(("shares", "cores"), [([0.5], 0.5), ([0.25, 0.75], 0.25)])
def test_the_lowest_quota_of_all_groups_above_counts(shares: list[float], cores: float) -> None:
    with group_of(*shares) as group, running() as process:
        (group / "cgroup.procs").write_text(str(process.pid))
        found = usable(process.pid)
        (group.parents[len(shares) - 1] / "cgroup.procs").write_text(str(process.pid))
    assert found is not None and found.cores == pytest.approx(cores)
    assert found.where.startswith("/sys/fs/cgroup/") and "rung-test-" in found.where


def test_a_wider_quota_than_there_are_processors_binds_nothing() -> None:
    many = len(os.sched_getaffinity(0))
    with group_of(many + 1.0) as group, running() as process:
        (group / "cgroup.procs").write_text(str(process.pid))
        found = usable(process.pid)
        (group.parent / "cgroup.procs").write_text(str(process.pid))
    assert found is not None and (found.cores, found.where) == (many, "sched_getaffinity")


def test_a_container_that_uses_its_whole_quota_is_full_on_an_idle_machine() -> None:
    with group_of(0.5) as group, running(*BUSY) as process:
        (group / "cgroup.procs").write_text(str(process.pid))
        time.sleep(0.3)
        first = look({"database": [process.pid]})
        time.sleep(1.0)
        window = between(first, look({"database": [process.pid]}))
        (group.parent / "cgroup.procs").write_text(str(process.pid))
    used = window.cores_used("database")
    assert used is not None and used < 0.65, "the kernel gives it no more"
    assert window.cores_of("database") == pytest.approx(0.5)
    assert used / window.cores_of("database") > 0.5


def test_version_two_is_read_as_the_kernel_writes_it(tmp_path: Path) -> None:
    """A tree of files as Linux shows them: the slice above allows 1.5, the container itself `max`."""
    process, top = tmp_path / "proc" / str(os.getpid()), tmp_path / "groups"
    inner = top / "db.slice" / "db.scope"
    for folder in (process, tmp_path / "proc" / "self", inner):
        folder.mkdir(parents=True)
    (process / "cgroup").write_text("0::/db.slice/db.scope\n")
    (tmp_path / "proc" / "self" / "mountinfo").write_text(
        f"41 31 0:38 / {top} rw,relatime - cgroup2 cgroup2 rw\n"
    )
    (inner / "cpu.max").write_text("max 100000\n")
    (inner.parent / "cpu.max").write_text("75000 50000\n")
    found = usable(os.getpid(), tmp_path / "proc")
    many = len(os.sched_getaffinity(0))
    assert found is not None and found.cores == min(1.5, many)
    (process / "cgroup").write_text("0::/../../elsewhere\n")
    found = usable(os.getpid(), tmp_path / "proc")
    assert found is not None and found.cores == many, "another tree's path is not ours"


def test_nobody_may_use_nothing() -> None:
    assert usable(2**22 - 1) is None


def test_each_processor_has_its_own_clock() -> None:
    seen = ticks()
    assert set(seen) > {None, *os.sched_getaffinity(0)} - {None}
    assert sum(total for place, (_, total) in seen.items() if place is not None) == pytest.approx(
        seen[None][1], rel=0.05
    )


def _until(done: object, seconds: float = 10.0) -> None:
    assert callable(done)
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.02)
