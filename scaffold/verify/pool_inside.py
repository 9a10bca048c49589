"""The probes of a pool inside the application: sessions per request, and sessions under a small rush."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.probes.repo import look
from checks.redact import redact
from checks.vitals import Vitals
from scaffold.evidence.pool_size import processes

if TYPE_CHECKING:
    import httpx
    import psycopg

Seen = tuple[str, bool, str]
REQUESTS = 40
RUSH = 32
"""Requests at the same time, more than any sane pool has connections for."""
NUDGES = 4
FEW = 0.25
"""Sessions per request under which a pool is at work: without one each request opens at least one."""
FLUSH_S = 1.2
"""A session reports its counters at most once a second (PGSTAT_MIN_INTERVAL in PostgreSQL's source)."""
OPTIONS = "-c default_transaction_read_only=on -c statement_timeout=5000"
COUNTERS = """
    SELECT sessions, xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()
"""
BACKENDS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def probe(root: Path, url: str, database_url: str, limit: int) -> tuple[Seen, ...]:
    """Ask the page one at a time, then all at once, with the server's counters read around it.

    Raises:
        Problem: the application or the database cannot be reached.
    """
    import httpx
    import psycopg

    try:
        with (
            psycopg.connect(
                database_url, autocommit=True, connect_timeout=5, options=OPTIONS
            ) as database,
            httpx.Client(timeout=30, trust_env=False) as web,
        ):
            return (*_one_by_one(database, web, url), _rush(root, database, web, url, limit))
    except psycopg.OperationalError as error:
        raise Problem(redact(f"{database_url} cannot be reached: {error}"), "check it") from None
    except httpx.HTTPError as error:
        raise Problem(
            redact(f"{url} cannot be reached: {type(error).__name__}"), "is it running?"
        ) from None


def _one_by_one(database: "psycopg.Connection", web: "httpx.Client", url: str) -> tuple[Seen, ...]:
    before = _counters(database, web, url)
    answers = [web.get(url).status_code for _ in range(REQUESTS)]
    after = _counters(database, web, url)
    opened, transactions = after[0] - before[0], after[1] - before[1]
    good = sum(one < 500 for one in answers)
    return (
        ("the page answers", good == REQUESTS, f"{good} of {REQUESTS}"),
        ("it reads the database", transactions >= REQUESTS // 2, f"{transactions} transactions"),
        (
            "requests do not open sessions of their own",
            opened / REQUESTS <= FEW,
            f"{opened} sessions for {REQUESTS} requests",
        ),
    )


def _counters(database: "psycopg.Connection", web: "httpx.Client", url: str) -> tuple[int, int]:
    """Sessions and transactions so far; a session that rests tells its own only with its next transaction."""
    time.sleep(FLUSH_S)
    for _ in range(NUDGES):
        web.get(url)
    time.sleep(0.2)
    row = database.execute(COUNTERS).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _rush(
    root: Path, database: "psycopg.Connection", web: "httpx.Client", url: str, limit: int
) -> Seen:
    allowed = limit * processes(look(root), Vitals())
    most = 0
    with ThreadPoolExecutor(RUSH) as crowd:
        asked = [crowd.submit(web.get, url) for _ in range(2 * RUSH)]
        while not all(one.done() for one in asked):
            row = database.execute(BACKENDS).fetchone()
            most = max(most, int(row[0]) if row else 0)
            time.sleep(0.02)
    failed = sum(one.exception() is not None or one.result().status_code >= 500 for one in asked)
    said = f"at most {most} sessions of {allowed} allowed, {failed} of {2 * RUSH} requests failed"
    return f"{RUSH} requests at once stay within the pool", most <= allowed and not failed, said
