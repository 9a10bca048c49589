"""Processor time of groups of processes, also of children that are born and die in between."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import pytest

from checks.core import Problem
from checks.probes import postgres
from checks.probes.host import Group, Host, between, listeners, look
from scaffold.demo.postgres import Postgres

SPIN = "import time; end = time.process_time() + {seconds}\nwhile time.process_time() < end: pass\n"
PARENT = (
    "import subprocess, sys\n"
    f"for _ in range(3): subprocess.run([sys.executable, '-c', {SPIN.format(seconds=0.15)!r}])\n"
    "print('done', flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def parent() -> Iterator[subprocess.Popen[str]]:
    """A process that burns 0.45 s in children that end, and little itself."""
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def test_the_machine_is_seen() -> None:
    seen = look()
    assert 1 <= seen.cores <= (os.cpu_count() or 1)
    assert 0 < seen.available_bytes <= seen.memory_bytes
    assert 0 < seen.busy_seconds < seen.total_seconds
    assert seen.busy_share is None and seen.groups == {}


def test_children_that_ended_are_counted_once(parent: subprocess.Popen[str]) -> None:
    first = look({"application": [parent.pid]})
    assert parent.stdout is not None and parent.stdout.readline() == "done\n"
    window = between(first, look({"application": [parent.pid]}))
    group = window.groups["application"]
    assert 0.42 <= group.seconds < 0.9
    assert group.roots_seconds < 0.3


def test_a_running_process_is_counted_while_it_runs() -> None:
    code = SPIN.format(seconds=20)
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        time.sleep(0.3)
        first = look({"client": [process.pid]})
        time.sleep(0.6)
        window = between(first, look({"client": [process.pid]}))
        process.kill()
    used = window.cores_used("client")
    assert used is not None and 0.05 < used <= 1.1
    assert window.busy_share is not None and 0 < window.busy_share <= 1


def test_sessions_of_a_real_server_are_counted_through_its_parent(
    postgres_server: Postgres, database: str
) -> None:
    groups = {"database": [postgres_server.pid]}
    first = look(groups)
    for _ in range(10):
        with psycopg.connect(database) as one:
            one.execute("select count(*) from generate_series(1, 100000)").fetchall()
    window = between(first, look(groups))
    group = window.groups["database"]
    assert group.seconds > 0.05 and 0 < group.roots_seconds < group.seconds
    assert group.processes > 3


def test_a_group_of_nobody_has_no_share() -> None:
    first = look({"application": [2**22 - 1]})
    assert first.groups["application"].vanished == 1
    assert between(first, look({"application": [2**22 - 1]})).groups == {}


def test_a_parent_and_its_child_named_together_count_once() -> None:
    both = look({"application": [os.getpid(), os.getppid()]}).groups["application"]
    one = look({"application": [os.getppid()]}).groups["application"]
    assert abs(both.seconds - one.seconds) < 5 and both.processes >= one.processes - 1


SPIN_ON_ONE = (
    "import os\nos.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
    "print(flush=True)\nwhile True: pass\n"
)


def test_who_is_ready_and_does_not_run_waits() -> None:
    """Three on one processor: each runs a third of the time at most, and waits the rest."""
    several = [
        subprocess.Popen([sys.executable, "-c", SPIN_ON_ONE], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        for one in several:
            assert one.stdout is not None and one.stdout.readline()
        groups = {"application": [one.pid for one in several], "client": [sleeper.pid]}
        first = look(groups)
        time.sleep(0.5)
        window = between(first, look(groups))
    finally:
        for one in (*several, sleeper):
            one.kill()
            one.communicate()
    waited, idle = window.cores_waited("application"), window.cores_waited("client")
    assert waited is not None and 1.5 < waited < 3.2
    assert idle is not None and idle < 0.5, "who sleeps does not wait"
    assert window.cores_of("application") == 1, "its own processors, not the machine's"
    assert window.cores_of("nobody") == window.cores


def test_a_kernel_that_does_not_say_how_long_they_wait() -> None:
    seen = Host(
        at=1.0, cores=2, memory_bytes=1, available_bytes=1, busy_seconds=1.0, total_seconds=2.0,
        window_s=1.0, groups={"database": Group(seconds=1.0, roots_seconds=0.0, processes=1)},
    )  # fmt: skip
    assert seen.cores_waited("database") is None and seen.cores_of("database") == 2


def test_without_a_window_there_is_no_share() -> None:
    seen = Host(
        at=1.0, cores=2, memory_bytes=1, available_bytes=1, busy_seconds=1.0, total_seconds=2.0,
        groups={"database": Group(seconds=1.0, roots_seconds=0.0, processes=1)},
    )  # fmt: skip
    assert seen.cores_used("database") is None and seen.cores_used("client") is None


def test_the_wrong_order_is_refused() -> None:
    first = look()
    with pytest.raises(Problem):
        between(look(), first)


LISTENER = (
    "import http.server, os, sys\n"
    "server = http.server.HTTPServer(('127.0.0.1', 0), http.server.BaseHTTPRequestHandler)\n"
    "if os.fork(): print(server.server_port, flush=True)\n"
    "sys.stdin.read()\n"
)


def test_who_listens_on_a_port_is_found_without_its_children() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LISTENER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        port = int(process.stdout.readline())
        assert listeners(port) == (process.pid,)
        process.stdin.close()
    assert listeners(port) == ()


def test_the_parent_of_a_local_server_is_found(postgres_server: Postgres, database: str) -> None:
    opening = postgres.look(database, sessions=1).opening
    assert opening is not None and opening.parent_pid == postgres_server.pid
    assert listeners(postgres_server.port) == (postgres_server.pid,)
