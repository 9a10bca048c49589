"""A small market place, a look at it as after an hour of work, and the lab's advice: made once for all tests here."""

from collections.abc import Iterator

import psycopg
import pytest

from checks.lab.advice import LabAdvice
from checks.lab.advise import advise
from checks.lab.shadow import Shadow, shadow
from scaffold.demo.postgres import Postgres as Server
from tests.bench.suite.filled import fill
from tests.bench.suite.seen import Seen, look

SCALE = 0.03


@pytest.fixture(scope="session")
def market(postgres_server: Server) -> Iterator[str]:
    """The address of a filled market place."""
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute("create database market")
    url = postgres_server.url_of("market")
    fill(url, SCALE)
    with psycopg.connect(url, autocommit=True) as one:
        one.execute("create extension pg_stat_statements")
    yield url
    with psycopg.connect(postgres_server.url, autocommit=True) as admin:
        admin.execute("drop database market with (force)")


@pytest.fixture(scope="session")
def seen(market: str) -> Seen:
    """The look, with the application's calls and the times that this machine measured."""
    return look(market, SCALE, runs=3, seconds=0.2)


@pytest.fixture(scope="session")
def advice(seen: Seen) -> LabAdvice:
    """What the lab comes to."""
    return advise(seen.postgres, seen.blueprint)


@pytest.fixture(scope="session")
def lab(seen: Seen) -> Iterator[Shadow]:
    """One lab that runs, for the tests that only plan in it."""
    with shadow(seen.blueprint) as one:
        yield one
