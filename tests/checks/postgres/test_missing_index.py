"""A statement that reads a whole table for a few rows owns a share of the time."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.missing_index import check
from checks.probes.postgres import Index, Postgres, Statement
from tests.checks.postgres.small import (
    fires,
    index,
    key,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
    table,
)

SLOW = statement("select * from comments where post_id = $1")
OTHER = statement("select * from comments where id = $1", mean_ms=0.05)


def seen(*rows: Statement, indexes: tuple[Index, ...] = (key(),), **changes: object) -> Postgres:
    return postgres(
        **{"tables": (table(),), "indexes": indexes, "statements": statements(*rows), **changes}
    )


def test_fires_with_the_statement_that_builds_it() -> None:
    report = check(seen(SLOW, OTHER))
    assert "CREATE INDEX CONCURRENTLY ON comments (post_id);" in fires(report)
    assert report.findings[0].severity is Severity.HIGH
    assert report.window == "last 60 min" and "1000 calls" in report.findings[0].message


def test_leaves_alone_what_has_its_index() -> None:
    assert quiet(check(seen(SLOW, OTHER, indexes=(key(), index("post_id")))))


def test_leaves_alone_lookups_by_key() -> None:
    assert quiet(check(seen(OTHER, statement("select * from comments where id in ($1, $2)"))))


def test_leaves_alone_what_owns_little_time() -> None:
    little = statement("select * from comments where post_id = $1", mean_ms=0.5)
    assert quiet(check(seen(little, statement("select count(*) from comments", mean_ms=100))))


def test_leaves_alone_small_tables() -> None:
    assert quiet(check(seen(SLOW, tables=(table(rows=400),))))


def test_leaves_alone_what_it_cannot_read() -> None:
    report = check(seen(statement("select broken from ((", calls=500), OTHER))
    assert quiet(report) and "1 texts could not be" in report.note


def test_too_few_statements_are_not_judged() -> None:
    report = check(seen(statement("select * from comments where post_id = $1", calls=20)))
    assert report.reason is Reason.INSUFFICIENT


def test_no_statistics_is_unknown_and_says_why() -> None:
    report = check(
        seen(statements=None, missing={"statements": "pg_stat_statements is not installed"})
    )
    assert report.outcome is Outcome.UNKNOWN and "not installed" in report.note


def test_not_looked_at() -> None:
    assert not_looked_at("postgres.missing_index").outcome is Outcome.UNKNOWN
