"""Ten thousand rows a call, again and again."""

from checks.core import Outcome, Reason, Report
from checks.postgres.rows_per_call import check
from checks.probes.postgres import Kind, Statement
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)


def run(one: Statement) -> Report:
    return check(postgres(statements=statements(one)))


def test_fires_with_the_number_and_the_way_to_page() -> None:
    words = fires(run(statement("select * from events", calls=200, rows=200 * 25_000)))
    assert "25,000 rows a call, 200 times" in words and "LIMIT 100" in words


def test_leaves_ordinary_pages_alone() -> None:
    assert quiet(run(statement("select * from events limit $1", calls=200, rows=200 * 9_999)))


def test_leaves_bulk_writes_and_copies_alone() -> None:
    assert quiet(run(statement("insert into a", calls=200, rows=10**7, kind=Kind.WRITE)))
    assert quiet(run(statement("COPY a TO STDOUT", calls=200, rows=10**7)))


def test_leaves_a_nightly_export_alone() -> None:
    export = statement("select * from events", calls=30, rows=30 * 10**6)
    busy = statement("select 1 from a where b = $1", calls=9000)
    assert quiet(check(postgres(statements=statements(export, busy))))


def test_too_few_calls_a_missing_part_and_not_looked_at() -> None:
    assert run(statement("select 1", calls=9)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.rows_per_call").outcome is Outcome.UNKNOWN
