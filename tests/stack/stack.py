"""`docker compose up --wait` with this machine's own programs: start in order, wait for health, end by pid."""

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.needs import need
from tests.stack import network, programs
from tests.stack.launch import Launch, environment, script
from tests.stack.model import Service, read, seconds

PATIENCE = 90.0
"""Seconds until everything must be up."""
GRACE = 10.0


@contextmanager
def stack(
    compose: Path, *, variables: Mapping[str, str] | None = None, only: Sequence[str] = ()
) -> Iterator["Stack"]:
    """Start the services of a rendered compose file (`only` these and what they wait for), end them afterwards.

    Skips (or fails, under RUNG_REQUIRE_SERVICES=1) where this machine cannot do it.

    Raises:
        RuntimeError: a service ended, or was not healthy in time; the message holds the end of its log.
        ValueError: the file asks for a variable that is not set.
    """
    services = _wanted(read(compose, variables), only)
    need(
        network.possible(),
        "root and iproute2 (apt-get install iproute2), with the right to make namespaces",
    )
    for one in services.values():
        programs.of(one).needs(one)
    with tempfile.TemporaryDirectory(prefix="rung-stack-") as folder:
        Path(folder).chmod(0o755)
        made = Stack(
            services=services, folder=Path(folder), net=network.Network(services=tuple(services))
        )
        try:
            made.up()
            yield made
        finally:
            made.down()


def _wanted(services: dict[str, Service], only: Sequence[str]) -> dict[str, Service]:
    wanted = list(only or services)
    for name in wanted:
        wanted += [one for one in services[name].depends_on if one not in wanted]
    return {name: one for name, one in services.items() if name in wanted}


@dataclass(slots=True, kw_only=True)
class Stack:
    """Running services; `run` is a client in their network."""

    services: Mapping[str, Service]
    folder: Path
    net: network.Network
    started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    launched: dict[str, Launch] = field(default_factory=dict)

    def up(self) -> None:
        """Start every service after those that it waits for, each condition met."""
        self.net.up()
        deadline = time.monotonic() + PATIENCE
        for name in self._order():
            for other, condition in self.services[name].depends_on.items():
                if condition == "service_healthy":
                    self.wait_healthy(other, deadline)
            self.start(name)
        for name, service in self.services.items():
            if service.healthcheck.get("test"):
                self.wait_healthy(name, deadline)

    def start(self, name: str) -> None:
        """Start one service (again)."""
        service = self.services[name]
        home, root = self.folder / name, self.folder / f"{name}.root"
        for one in (home, root):
            one.mkdir(exist_ok=True)
        launch = programs.of(service).launch(service, home)
        words = [*self.net.inside(name), "/bin/sh", "-c", script(launch, root)]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.started[name] = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.launched[name] = launch

    def stop(self, name: str, sign: signal.Signals | None = None) -> None:
        """End one service as Compose does: its stop signal, then SIGKILL to what is left of its session."""
        process = self.started.pop(name, None)
        if process is None:
            return
        said = self.services[name].stop_signal or self.launched[name].stop_signal
        if process.poll() is None:
            process.send_signal(sign or signal.Signals[said])
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(GRACE)

    def down(self) -> None:
        """End everything, the last started first, and remove the network."""
        for name in reversed(list(self.started)):
            self.stop(name)
        self.net.down()

    def wait_healthy(self, name: str, deadline: float) -> None:
        """Try the service's own healthcheck until it passes."""
        check = self.services[name].healthcheck
        if not check.get("test"):
            raise RuntimeError(f"{name} has no healthcheck, but something waits for its health")
        pause = min(seconds(check.get("interval"), 30.0), 0.3)
        while (late := time.monotonic() >= deadline) or not self.healthy(name):
            if self.started[name].poll() is not None:
                raise RuntimeError(
                    f"{name} ended ({self.started[name].returncode}): {self.log(name)}"
                )
            if late:
                raise RuntimeError(f"{name} was not healthy in time: {self.log(name)}")
            time.sleep(pause)

    def healthy(self, name: str) -> bool:
        """One try of the healthcheck, inside the service, within its own time-out."""
        check = self.services[name].healthcheck
        test = check["test"]
        words = ["/bin/sh", "-c", test] if isinstance(test, str) else list(test)
        if words[0] in ("CMD", "CMD-SHELL"):
            words = ["/bin/sh", "-c", words[1]] if words[0] == "CMD-SHELL" else words[1:]
        try:
            done = subprocess.run(
                self.within(name, words), capture_output=True, timeout=seconds(check.get("timeout"), 30.0), check=False
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def within(self, name: str, words: Sequence[str]) -> list[str]:
        """A command in a service's own root, network and environment (`docker compose exec`)."""
        pid, launch = str(self.started[name].pid), self.launched[name]
        inside = f"exec env -i {shlex.join(environment(launch))} {shlex.join(words)}"
        return [
            "nsenter",
            "--target",
            pid,
            "--mount",
            "--net",
            "--root",
            "--wd",
            "/bin/sh",
            "-c",
            inside,
        ]

    def run(self, code: str, *arguments: str, timeout_s: float = 60.0) -> Any:
        """Run Python text as a client in the network; it prints JSON, which is returned."""
        words = [*self.net.inside(), sys.executable, "-c", code, *arguments]
        done = subprocess.run(words, capture_output=True, text=True, timeout=timeout_s, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return json.loads(done.stdout or "null")

    def log(self, name: str) -> str:
        """The end of what a service said."""
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace")[-2000:] if path.exists() else ""

    def _order(self) -> list[str]:
        done: list[str] = []
        while len(done) < len(self.services):
            ready = [
                n
                for n, s in self.services.items()
                if n not in done and set(s.depends_on) <= set(done)
            ]
            if not ready:
                raise ValueError("depends_on goes round in a circle")
            done += ready
        return done
