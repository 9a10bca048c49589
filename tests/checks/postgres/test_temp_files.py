"""Sorts and hashes that spill to disk."""

from checks.core import Outcome, Reason, Report
from checks.postgres.temp_files import check
from checks.probes.postgres import Statement
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    settings,
    statement,
    statements,
)


def run(*rows: Statement) -> Report:
    return check(postgres(statements=statements(*rows)))


SPILLS = statement("select * from orders order by total", calls=50, temp_blocks=50 * 2560)


def test_fires_with_what_it_writes_and_what_it_would_need() -> None:
    words = fires(run(SPILLS, statement("select 1 from a", calls=100)))
    assert "20 MiB of temporary files a call, 50 times" in words
    assert "work_mem = '50MB'" in words and "ALTER ROLE" in words


def test_tells_the_memory_that_it_has() -> None:
    from dataclasses import replace

    rows = statements(SPILLS, statement("select 1 from a", calls=100))
    assert "work_mem is 4 MiB" in fires(
        check(replace(settings(work_mem="4194304"), statements=rows))
    )


def test_leaves_alone_what_stays_in_memory_or_spills_a_little() -> None:
    assert quiet(run(statement("select 1 from a")))
    assert quiet(run(statement("select 1 from a", calls=1000, temp_blocks=100_000)))


def test_leaves_a_rare_report_alone() -> None:
    report = statement("select * from orders order by total", calls=19, temp_blocks=10**6)
    assert quiet(run(report, statement("select 1 from a", calls=100)))


def test_too_few_calls_a_missing_part_and_not_looked_at() -> None:
    assert run(statement("select 1", calls=9)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.temp_files").outcome is Outcome.UNKNOWN
