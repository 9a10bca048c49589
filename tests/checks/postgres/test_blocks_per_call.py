"""A thousand blocks from outside of memory, each call."""

from checks.core import Outcome, Reason, Report
from checks.postgres.blocks_per_call import check
from checks.probes.postgres import Statement
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)


def run(*rows: Statement) -> Report:
    return check(postgres(statements=statements(*rows)))


def test_fires_in_bytes() -> None:
    words = fires(run(statement("select * from logs where x = $1", blocks_read=3_000_000)))
    assert "23 MiB from outside of shared buffers a call" in words and "EXPLAIN" in words


def test_leaves_alone_what_reads_less_or_from_memory() -> None:
    assert quiet(run(statement("select 1 from logs", blocks_read=999_000)))
    assert quiet(run(statement("select 1 from logs", blocks_hit=10**8)))


def test_leaves_a_rare_report_alone() -> None:
    report = statement("select sum(x) from logs", calls=5, blocks_read=10**6)
    assert quiet(run(report, statement("select 1 from a where b = $1", calls=5000)))


def test_too_few_calls_a_missing_part_and_not_looked_at() -> None:
    assert run(statement("select 1", calls=9)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.blocks_per_call").outcome is Outcome.UNKNOWN
