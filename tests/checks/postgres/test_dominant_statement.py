"""A fifth of the time in one statement that is quick, or rare."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.dominant_statement import check
from checks.probes.postgres import Postgres
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)

HOT = statement("select v from settings where k = $1", calls=600_000, mean_ms=2.0)
REST = [
    statement(f"select {n} from t where id = $1", calls=100_000, mean_ms=2.0) for n in range(20)
]


def seen(*rows: object, **changes: object) -> Postgres:
    return postgres(statements=statements(*rows, **changes))  # type: ignore[arg-type]


def test_fires_for_what_is_quick_and_endless() -> None:
    report = check(seen(HOT, *REST))
    assert "owns 23 %" in fires(report) and "keep 0.33 sessions busy" in fires(report)
    assert report.findings[0].severity is Severity.LOW


def test_fires_for_a_rare_report_that_owns_a_third() -> None:
    report = statement("select sum(x) from sales", calls=10, mean_ms=300_000.0)
    found = check(seen(report, *REST)).findings
    assert found[0].severity is Severity.MEDIUM and "sales" in found[0].message


def test_leaves_alone_what_slow_statement_tells() -> None:
    slow = statement("select * from a where b = $1", calls=50_000, mean_ms=50.0)
    assert quiet(check(seen(slow, *REST)))


def test_leaves_alone_a_database_with_little_to_do() -> None:
    assert quiet(check(seen(statement("select 1 from a", calls=2000, mean_ms=2.0))))


def test_leaves_an_import_alone() -> None:
    once = statement("insert into orders select", calls=4, mean_ms=900_000.0)
    assert quiet(check(seen(once, *REST)))


def test_leaves_an_even_load_alone() -> None:
    assert quiet(check(seen(*REST)))


def test_without_a_window_there_is_no_telling() -> None:
    report = check(seen(HOT, *REST, window_s=None))
    assert report.reason is Reason.INSUFFICIENT and "--seconds" in report.note


def test_too_few_calls_a_missing_part_and_not_looked_at() -> None:
    assert check(seen(statement("select 1", calls=9))).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.dominant_statement").outcome is Outcome.UNKNOWN
