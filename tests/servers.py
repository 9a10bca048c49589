"""A PostgreSQL of a test's own: for settings, restarts and replicas that the shared server must not see."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from scaffold.demo.postgres import NOBODY, Postgres, free_port
from tests.old_postgres import OldPostgres, asked

USUAL = {"shared_preload_libraries": "pg_stat_statements"}


@contextmanager
def server(settings: Mapping[str, str] | None = None, version: str = "18") -> Iterator[Postgres]:
    """PostgreSQL of this version with these settings, gone afterwards; durable, as a server of a user's is."""
    folder = Path(tempfile.mkdtemp(prefix="rung-test-"))
    one = (
        Postgres(folder=folder, port=free_port())
        if version == "18"
        else OldPostgres(folder=folder, port=free_port(), native=asked(version))
    )
    try:
        one.create()
        one.start({**USUAL, **(settings or {})})
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def replica(primary: Postgres, settings: Mapping[str, str] | None = None) -> Iterator[Postgres]:
    """A streaming replica of this server, with the slot `copy`."""
    folder = Path(tempfile.mkdtemp(prefix="rung-test-"))
    one = Postgres(folder=folder, port=free_port())
    shutil.copytree(primary.folder / "programs", folder / "programs", symlinks=True) if (
        primary.folder / "programs"
    ).exists() else None
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    address = f"{primary.url} application_name=copy".partition(" ")[0]
    try:
        one.run("pg_basebackup", "-d", f"{address}?application_name=copy", "-D", str(one.data), "-R", "-X", "stream",
                "-C", "-S", "copy", "-c", "fast")  # fmt: skip
        one.start({**USUAL, **(settings or {})})
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)


def run(url: str, *statements: str) -> None:
    """Run these statements one by one."""
    with psycopg.connect(url, autocommit=True) as admin:
        for one in statements:
            admin.execute(one)
