"""The lab's PostgreSQL: on a socket in its own folder, never on the network, never as root, gone with us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.lab.programs import NOBODY, Programs, lowered, reachable
from checks.scratch import ended_in_order, folder

if TYPE_CHECKING:
    import psycopg

START_S, STOP_S = 30.0, 10.0
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
PORT = 5432
"""Only the name of the socket's file; nothing listens on the network."""

SETTINGS = {
    # Nothing here is worth keeping, and nothing must change what the statistics say.
    "listen_addresses": "", "port": str(PORT), "autovacuum": "off", "fsync": "off",
    "full_page_writes": "off", "synchronous_commit": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "max_connections": "8", "shared_buffers": "64MB", "max_locks_per_transaction": "4096",
    "track_activities": "off", "track_counts": "off", "log_min_messages": "fatal",
    "checkpoint_timeout": "1h", "max_wal_size": "2GB",
}  # fmt: skip


class Server:
    """A running server; `connect` opens sessions on it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def connect(self, database: str, user: str) -> "psycopg.Connection[tuple[object, ...]]":
        """A session that commits each statement and prepares none."""
        import psycopg

        return psycopg.connect(
            host=str(self._root / "socket"), port=PORT, dbname=database, user=user,
            autocommit=True, prepare_threshold=None, options="-c client_min_messages=error",
        )  # fmt: skip

    def file(self, relative: str) -> Path:
        """The file of the data folder that `pg_relation_filepath` named."""
        return self._root / "data" / relative


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A new server for as long as entered (about a second to start).

    Raises:
        Problem: the extra is not installed, or the server did not start.
    """
    private = 0o711 if os.geteuid() == 0 else 0o700
    with ended_in_order(), folder("lab", mode=private) as root:
        programs = reachable(root)
        for name in ("data", "socket"):
            (root / name).mkdir(mode=0o700)
            if os.geteuid() == 0:
                os.chown(root / name, NOBODY, NOBODY)
        programs.run(
            "initdb", "-D", str(root / "data"), "-U", "postgres", "--auth=trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", "--no-instructions", "--no-data-checksums", seconds=60,
        )  # fmt: skip
        process = _start(programs, root)
        try:
            _await(programs, root, process)
            yield Server(root)
        finally:
            _stop(process)


def _start(programs: Programs, root: Path) -> "subprocess.Popen[bytes]":
    command = [str(programs.path("postgres")), "-D", str(root / "data")]
    for name, value in {**SETTINGS, "unix_socket_directories": str(root / "socket")}.items():
        command += ["-c", f"{name}={value}"]
    log = os.open(root / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            cwd="/", preexec_fn=_die_with_parent, **lowered(),
        )  # fmt: skip
    finally:
        os.close(log)


def _await(programs: Programs, root: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    asking = [str(programs.path("pg_isready")), "-q", "-h", str(root / "socket"), "-p", str(PORT)]
    while time.monotonic() < deadline and process.poll() is None:
        if subprocess.run(asking, check=False, cwd="/", **lowered()).returncode == 0:
            return
        time.sleep(0.05)
    said = (root / "log").read_text(errors="replace")[-600:]
    raise Problem(f"the lab's PostgreSQL did not start: {said}", "free some memory or disk")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """At once (SIGQUIT): nothing in it is worth a checkpoint."""
    if process.poll() is None:
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _die_with_parent() -> None:
    """In the child: be ended when its parent is killed, which no clean-up of ours would see. Linux only."""
    if sys.platform == "linux":
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGQUIT)
