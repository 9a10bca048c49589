"""What opening a session costs, on the look's own sessions: time on the clock, and processor time.

Time on the clock grows with every other process that wants a processor; processor time does not, so the
share that sessions cost can be told on a machine that is drowning. The kernel keeps a clock for every
process, readable by all: `clock_gettime` on the process's own clock id (see `man clock_getcpuclockid`).
"""

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.probes.postgres.reading import Tell, marked, quiet
from checks.probes.postgres.session import Opened, open_session
from checks.probes.postgres.traffic import Opening
from checks.probes.postgres.watch import Watch

if TYPE_CHECKING:
    import psycopg

ROUND_TRIPS = 5


def measure(
    url: str, first: Opened, *, samples: int, timeout_s: float, tell: Tell = quiet
) -> Opening:
    """The cost over this many sessions: the first is handed in and stays open, the others are closed."""
    walls, servers, clients = [first.wall_ms], [_server_cpu_ms(first)], [first.client_cpu_ms]
    deadline = time.monotonic() + timeout_s / 2
    for _ in range(samples - 1):
        if time.monotonic() > deadline:
            break
        try:
            one = open_session(url, max(1.0, deadline - time.monotonic()))
        except Problem:
            break
        walls.append(one.wall_ms)
        servers.append(_server_cpu_ms(one))
        clients.append(one.client_cpu_ms)
        one.connection.close()
    known = [one for one in servers if one is not None]
    return Opening(
        samples=len(walls),
        wall_ms=statistics.median(walls),
        server_cpu_ms=min(known) if known else None,
        client_cpu_ms=min(clients),
        round_trip_ms=_round_trip_ms(first.connection, timeout_s, tell),
        parent_pid=_parent_pid(first.connection),
        pid=first.connection.info.backend_pid,
    )


def _server_cpu_ms(opened: Opened) -> float | None:
    """Processor time that the session's server process has used; None unless it is seen to run here."""
    connection = opened.connection
    pid = _server_pid(connection)
    if pid is None:
        return None
    try:
        return time.clock_gettime((~pid << 3) | 2) * 1000
    except OSError:
        return None


def _server_pid(connection: "psycopg.Connection[tuple[object, ...]]") -> int | None:
    """The process, if its title names our end of the line: a container's process has another number here."""
    import socket

    named = connection.info.backend_pid
    with socket.socket(fileno=socket.dup(connection.fileno())) as line:
        address = line.getsockname()
    end = f"({address[1]})" if isinstance(address, tuple) else "[local]"
    if _title_has(Path(f"/proc/{named}"), end):
        return named
    if end == "[local]":
        return None
    folders = (one for one in Path("/proc").glob("[0-9]*") if _title_has(one, end))
    found = next(folders, None)
    return int(found.name) if found else None


def _parent_pid(connection: "psycopg.Connection[tuple[object, ...]]") -> int | None:
    """The process that forked the session's; as this machine numbers it."""
    pid = _server_pid(connection)
    if pid is None:
        return None
    try:
        words = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return int(words[1])


def _title_has(folder: Path, end: str) -> bool:
    try:
        title = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return False
    return title.startswith("postgres:") and end in title


def _round_trip_ms(
    connection: "psycopg.Connection[tuple[object, ...]]", timeout_s: float, tell: Tell
) -> float:
    import psycopg

    taken = []
    try:
        with Watch(connection) as watch, watch.at_most(timeout_s):
            for _ in range(ROUND_TRIPS):
                tell(marked("select"))
                begun = time.perf_counter()
                connection.execute(marked("select").encode())
                taken.append((time.perf_counter() - begun) * 1000)
    except psycopg.Error:
        return 0.0
    return min(taken)
