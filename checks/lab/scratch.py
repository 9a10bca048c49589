"""The lab's own temporary folder, taken away at the end, also after a kill: the next lab removes it.

The folder's name holds the process id of its run, so that two labs at once never touch each other's.
"""

import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

PREFIX = "rung-lab-"
NAME = re.compile(rf"{PREFIX}(\d+)-")


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A new folder; other users may pass through it only by name (a server started by root runs as nobody)."""
    sweep()
    made = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    made.chmod(0o711 if os.geteuid() == 0 else 0o700)
    try:
        with _ended_in_order():
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sweep() -> None:
    """Remove what labs of this user left that no longer run."""
    for one in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        found = NAME.match(one.name)
        if found and not one.is_symlink() and not _runs(int(found[1])):
            shutil.rmtree(one, ignore_errors=True)


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """While entered, SIGTERM and SIGHUP unwind like Ctrl-C, so that the server is stopped and the folder goes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {one: signal.signal(one, _leave) for one in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in kept.items():
            signal.signal(one, handler)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
