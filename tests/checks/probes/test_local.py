"""The processes behind addresses of this machine; nothing for addresses elsewhere."""

import os
import socket
from dataclasses import replace

import pytest

from checks.probes import postgres
from checks.probes.local import groups
from scaffold.demo.postgres import Postgres


def test_the_application_by_its_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            assert groups(None, f"http://{host}:{port}/metrics", None) == {
                "application": (os.getpid(),)
            }


def test_the_database_by_its_own_session(database: str, postgres_server: Postgres) -> None:
    seen = postgres.look(database, sessions=1)
    assert groups(seen) == {"database": (postgres_server.pid,)}
    assert seen.opening is not None
    far = replace(seen, opening=replace(seen.opening, parent_pid=None))
    assert groups(far) == {} and groups(replace(seen, opening=None)) == {}


@pytest.mark.parametrize(
    "url",
    ["http://example.invalid/", "http://127.0.0.1:1/", "http://127.0.0.1:99999/", "nonsense", ""],
)
def test_nobody_here(url: str) -> None:
    assert groups(None, url) == {}
