"""The planner's row count and the counted rows."""

from checks.core import Outcome, Reason, Report
from checks.postgres.planner_blind_spot import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, table


def run(*tables: Table, **changes: object) -> Report:
    return check(postgres(tables=tables, tables_total=len(tables), **changes))


def test_fires_when_the_estimate_is_far_too_low() -> None:
    words = fires(run(table("orders", rows=1000, live_rows=900_000)))
    assert "1,000 rows, 900,000 were counted" in words and "ANALYZE orders;" in words


def test_fires_when_most_rows_are_gone() -> None:
    fires(run(table(rows=500_000, live_rows=20_000)))


def test_quotes_names() -> None:
    assert 'ANALYZE "Order";' in fires(run(table("Order", rows=1000, live_rows=900_000)))


def test_leaves_a_small_drift_alone() -> None:
    assert quiet(run(table(rows=200_000, live_rows=900_000)))


def test_leaves_alone_what_was_not_counted_since_a_crash() -> None:
    assert quiet(run(table(rows=500_000, live_rows=0)))


def test_small_and_never_analysed_tables_are_no_evidence() -> None:
    assert run(table(rows=100, live_rows=9_000)).reason is Reason.INSUFFICIENT
    assert run(table(rows=-1, live_rows=90_000, analyzed=False)).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert run(missing={"tables": "x"}).reason is Reason.ERROR
    assert not_looked_at("postgres.planner_blind_spot").outcome is Outcome.UNKNOWN
