"""The lab's server: private, never root, and gone afterwards, whatever ends the run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checks import scratch
from checks.lab.server import running

ROOT = Path(__file__).parents[3]
HELD = """
import sys, time
from checks.lab.server import running
with running() as server:
    print(server.file(""), flush=True)
    time.sleep(120)
"""


def processes(folder: str) -> list[int]:
    """The processes whose command names this folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            if folder in (one / "cmdline").read_bytes().decode(errors="replace"):
                found.append(int(one.name))
        except OSError:
            continue
    return found


def gone(folder: str, seconds: float = 20.0) -> bool:
    """Whether no process of this folder is left within that time."""
    until = time.monotonic() + seconds
    while processes(folder) and time.monotonic() < until:
        time.sleep(0.1)
    return not processes(folder)


def test_it_answers_on_a_socket_alone_and_never_as_root() -> None:
    with running() as server:
        root = server.file("").parent
        with server.connect("postgres", "postgres") as one:
            assert one.execute("show listen_addresses").fetchone() == ("",)
            assert one.execute("show autovacuum").fetchone() == ("off",)
        owners = {
            Path(f"/proc/{pid}").stat().st_uid for pid in processes(str(root)) if pid != os.getpid()
        }
        assert owners and 0 not in owners
        assert (root / "socket").stat().st_mode & 0o077 == 0
    assert not root.exists() and gone(str(root))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_it_is_gone_after(sign: signal.Signals) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", HELD],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    try:
        assert held.stdout is not None
        root = Path(held.stdout.readline().strip()).parent
        assert root.name.startswith("rung-lab-")
        held.send_signal(sign)
        held.wait(30)
        assert gone(str(root))
        scratch.sweep("lab")
        assert not root.exists(), "the next lab takes away what a kill left"
    finally:
        held.kill()
        held.wait()


def test_a_lab_that_runs_is_left_alone() -> None:
    with scratch.folder("lab") as mine:
        scratch.sweep("lab")
        assert mine.is_dir()
