"""Dead rows that autovacuum should have taken long ago."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.dead_rows import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings, table


def run(*tables: Table, **known: str) -> Report:
    return check(replace(settings(**known), tables=tables, tables_total=len(tables)))


def dead(number: int, live: int = 100_000, **changes: object) -> Table:
    return table("carts", rows=live, live_rows=live, dead_rows=number, **changes)


def test_fires_at_twice_the_trigger_and_five_times_is_high() -> None:
    report = run(dead(45_000))
    words = fires(report)
    assert (
        "45,000 dead rows, 31 % of all and 2.2 times" in words
        and "VACUUM (ANALYZE) carts;" in words
    )
    assert report.findings[0].severity is Severity.MEDIUM
    assert run(dead(110_000)).findings[0].severity is Severity.HIGH


def test_says_when_no_vacuum_is_recorded() -> None:
    assert "no vacuum of it is recorded" in fires(run(dead(45_000, vacuumed=False)))


def test_the_tables_and_the_servers_own_rules_count() -> None:
    tuned = dead(15_000, options=("autovacuum_vacuum_scale_factor=0.02",))
    fires(run(tuned))
    fires(run(dead(15_000), autovacuum_vacuum_scale_factor="0.02"))
    fires(run(dead(30_000), autovacuum_vacuum_max_threshold="10000"))
    assert quiet(run(dead(45_000), autovacuum_vacuum_scale_factor="0.5"))


def test_leaves_alone_what_autovacuum_will_take() -> None:
    assert quiet(run(dead(30_000)))


def test_leaves_few_and_small_shares_alone() -> None:
    assert quiet(run(dead(9_999, live=100)))
    assert quiet(run(dead(15_000, live=10**6, options=("autovacuum_vacuum_scale_factor=0.001",))))


def test_an_empty_database_a_missing_part_and_not_looked_at() -> None:
    assert run(table(live_rows=0)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"tables": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.dead_rows").outcome is Outcome.UNKNOWN
