"""A PostgreSQL to measure on, of the test dependencies' own version; kept between runs where a folder is named."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg

from scaffold.demo.postgres import Postgres, free_port

UNFINISHED = "unfinished"
"""What a database is called until it is whole."""

SETTINGS = {
    "shared_preload_libraries": "pg_stat_statements",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "fsync": "off",
    "autovacuum": "off",
}
"""Planner settings are PostgreSQL's defaults; durability is off, as nothing here outlives the measurement."""


@contextlib.contextmanager
def place(folder: Path | None, settings: Mapping[str, str] | None = None) -> Iterator[Postgres]:
    """The server for as long as entered.

    Args:
        folder: of an earlier run, or one to make that `nobody` can reach; None for one that is gone afterwards.
        settings: of the server, beside those above.
    """
    kept = folder or Path(tempfile.mkdtemp(prefix="rung-bench-"))
    server = Postgres(folder=kept.resolve(), port=free_port())
    try:
        if not server.data.exists():
            server.create()
        server.start({**SETTINGS, **(settings or {})})
        yield server
    finally:
        server.stop()
        if folder is None:
            shutil.rmtree(kept, ignore_errors=True)


def there(server: Postgres, database: str) -> bool:
    """Whether this database was made whole by an earlier run."""
    with psycopg.connect(server.url, autocommit=True) as admin:
        query = "select from pg_database where datname = %s"
        return admin.execute(query, (database,)).fetchone() is not None


def renamed(server: Postgres, old: str, new: str) -> None:
    """Give a database its name once it is whole."""
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute(f'alter database "{old}" rename to "{new}"'.encode())


def emptied(server: Postgres, database: str, template: str = "template1") -> None:
    """Make this database anew, as a copy of another."""
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute(f'drop database if exists "{database}" with (force)'.encode())
        admin.execute(f'create database "{database}" template "{template}"'.encode())
