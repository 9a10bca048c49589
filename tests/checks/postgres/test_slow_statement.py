"""Slow every time, called often, and with a share that matters."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.slow_statement import check
from checks.probes.postgres import Kind, Postgres
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)

SLOW = statement("select * from comments where body like $1", calls=500, mean_ms=80.0)
FAST = statement("select * from users where id = $1", calls=90_000, mean_ms=0.1)


def seen(*rows: object, **changes: object) -> Postgres:
    return postgres(statements=statements(*rows, **changes))  # type: ignore[arg-type]


def test_fires_with_the_statement_and_how_to_see_its_plan() -> None:
    report = check(seen(SLOW, FAST))
    words = fires(report)
    assert "80 ms a call, 500 times" in words and "body like $1" in words
    assert f"queryid = {SLOW.id}" in words and "EXPLAIN" in words
    assert report.findings[0].severity is Severity.HIGH and report.window == "last 60 min"


def test_a_smaller_share_is_medium() -> None:
    busy = statement("select 2 from a where b = $1", calls=900_000, mean_ms=0.3)
    assert check(seen(SLOW, busy)).findings[0].severity is Severity.MEDIUM


def test_a_hidden_text_asks_for_the_right() -> None:
    hidden = statement("", calls=500, mean_ms=80.0)
    assert "GRANT pg_read_all_stats" in fires(check(seen(hidden, FAST)))


def test_leaves_alone_what_is_quick_rare_or_light() -> None:
    rare = statement("select report()", calls=99, mean_ms=500.0)
    assert quiet(check(seen(rare, FAST)))
    assert quiet(check(seen(statement("select 1 from a", calls=500, mean_ms=19.9), FAST)))
    light = statement("select 2 from a", calls=100, mean_ms=20.0)
    assert quiet(check(seen(light, statement("select 3 from b", calls=10**6, mean_ms=1.0))))


def test_leaves_transaction_control_alone() -> None:
    assert quiet(check(seen(statement("commit", 500, 80.0, kind=Kind.OTHER), FAST)))


def test_too_few_calls_a_missing_part_and_not_looked_at() -> None:
    assert check(seen(statement("select 1", calls=99))).reason is Reason.INSUFFICIENT
    few_each = [statement(f"select {n}", calls=60, mean_ms=50.0) for n in range(9)]
    assert check(seen(*few_each)).reason is Reason.INSUFFICIENT
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.slow_statement").outcome is Outcome.UNKNOWN
