"""Starts and ends the demo's child processes so that none outlives it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from checks.core import Problem

READY_SECONDS = 20.0
STOP_SECONDS = 8.0
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def start(
    command: Sequence[str], *, folder: Path, log: Path, environment: Mapping[str, str], port: int
) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own and return when it listens on the loopback `port`.

    Raises:
        Problem: it ended or did not listen in time; the message holds the end of its log.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL,
            stdout=output, stderr=output, start_new_session=True, preexec_fn=die_with_parent,
        )  # fmt: skip
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as one:
            one.settimeout(1.0)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.02)
    stop(process)
    said = log.read_text(errors="replace")[-1200:]
    raise Problem(f"{Path(command[0]).name} did not start: {said}", "read the message above")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, then end its whole session. Safe to call twice."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def die_with_parent() -> None:
    """In a child: be ended (SIGQUIT, which no server waits on) when its parent is killed. Linux only.

    A shell's background job inherits SIGQUIT as ignored, and would hand it on.
    """
    if sys.platform == "linux":
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGQUIT)
