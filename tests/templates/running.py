"""A real server that a test started, and how the test talks to it."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from checks.probes.metrics import Metrics, look
from scaffold.demo.postgres import free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server of this test; `get` gives the status, also of an error."""

    url: str

    def get(self, path: str, method: str = "GET", **headers: str) -> int:
        request = urllib.request.Request(self.url + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                answer.read()
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (OSError, http.client.HTTPException):
            return 0

    def metrics(self) -> Metrics:
        return look(f"{self.url}/metrics", seconds=20)

    def page(self) -> str:
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=20) as answer:
            return str(answer.read().decode())


@contextlib.contextmanager
def servers(log: Path) -> Iterator[Callable[..., Running]]:
    """Gives a function that starts `python -m MODULE ...` in a folder, {port} filled in; ends what it started."""
    started: list[subprocess.Popen[bytes]] = []

    def start(folder: Path, *words: str, environment: Mapping[str, str] | None = None) -> Running:
        port = free_port()
        command = [sys.executable, "-m", *(one.format(port=port) for one in words)]
        with log.open("ab") as output:
            process = subprocess.Popen(
                command, cwd=folder, stdout=output, stderr=output, start_new_session=True,
                env={**os.environ, "PYTHONPATH": str(folder), **(environment or {})},
            )  # fmt: skip
        started.append(process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    return Running(url=f"http://127.0.0.1:{port}")
            time.sleep(0.05)
        raise RuntimeError(log.read_text()[-2000:])

    try:
        yield start
    finally:
        for process in started:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()
