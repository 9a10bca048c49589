"""The servers that tests share: one real PostgreSQL a session, a fresh database a test."""

import itertools
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scaffold.demo.postgres import Postgres, free_port

NUMBERS = itertools.count(1)
SETTINGS = {
    "shared_preload_libraries": "pg_stat_statements",
    "fsync": "off",
    "track_io_timing": "on",
}

# A shell's background job ignores Ctrl-C, and so would every program that a test starts to interrupt it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """PostgreSQL 18 with pg_stat_statements, on a loopback port."""
    folder = Path(tempfile.mkdtemp(prefix="rung-test-"))
    server = Postgres(folder=folder, port=free_port())
    try:
        server.create()
        server.start(SETTINGS)
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres_server: Postgres) -> Iterator[str]:
    """The URL of a fresh database on the shared server; dropped afterwards."""
    name = f"test_{next(NUMBERS)}"
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute(f"create database {name}")
    yield postgres_server.url_of(name)
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute(f"drop database if exists {name} with (force)")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty folder to lay a small project into."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder
