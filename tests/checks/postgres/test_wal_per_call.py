"""A mebibyte of log each call."""

from checks.core import Outcome, Reason, Report
from checks.postgres.wal_per_call import check
from checks.probes.postgres import Kind, Statement
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)

MIB = 1024**2


def run(*rows: Statement, **changes: object) -> Report:
    return check(postgres(statements=statements(*rows), **changes))


def test_fires_for_a_heavy_writer() -> None:
    heavy = statement(
        "update stock set seen = now()", calls=200, wal_bytes=600 * MIB, kind=Kind.WRITE
    )
    words = fires(run(heavy))
    assert "3 MiB of write-ahead log a call, 200 times" in words and "async_queue" in words


def test_leaves_small_writes_and_reads_alone() -> None:
    assert quiet(run(statement("insert into a", calls=10**6, wal_bytes=200 * MIB, kind=Kind.WRITE)))
    assert quiet(run(statement("select 1 from a")))


def test_leaves_a_rare_import_alone() -> None:
    once = statement("copy a from stdin", calls=2, wal_bytes=10**10, kind=Kind.WRITE)
    assert quiet(run(once, statement("select 1 from a", calls=100)))


def test_an_old_server_too_few_calls_and_not_looked_at() -> None:
    assert run(statement("select 1 from a"), version=120022).reason is Reason.INSUFFICIENT
    assert run(statement("select 1", calls=9)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.wal_per_call").outcome is Outcome.UNKNOWN
