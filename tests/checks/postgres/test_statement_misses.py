"""A heavy statement that does not find its blocks in memory."""

from checks.core import Outcome, Reason, Report
from checks.postgres.statement_misses import check
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


COLD = statement("select * from logs where x = $1", blocks_hit=40_000, blocks_read=60_000)


def test_fires_with_the_ratio() -> None:
    assert "finds only 40 % of 100,000 blocks" in fires(run(COLD))


def test_twenty_calls_are_enough() -> None:
    busy = statement("select 1 from a where b = $1", calls=200, mean_ms=1.0)
    fires(run(statement("select 2 from logs", calls=20, blocks_read=20_000), busy))


def test_leaves_alone_what_hits_what_is_light_and_what_hardly_reads() -> None:
    assert quiet(run(statement("select 1 from logs", blocks_hit=90_000, blocks_read=9_000)))
    heavy = statement("select 1 from a", calls=10**6, mean_ms=10.0)
    assert quiet(run(COLD, heavy))
    assert quiet(run(statement("select 1 from logs", blocks_hit=0, blocks_read=9_999)))


def test_too_few_calls_a_missing_part_and_not_looked_at() -> None:
    assert run(statement("select 1", calls=9)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.statement_misses").outcome is Outcome.UNKNOWN
