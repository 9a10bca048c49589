"""A database that the pooler holds back."""

from checks.core import Outcome, Reason, Severity
from checks.pgbouncer.paused_database import check
from tests.checks.postgres.small import database, fires, not_looked_at, pgbouncer, quiet


def test_fires_for_paused_and_disabled() -> None:
    report = check(
        pgbouncer(databases=(database(paused=True), database(name="old", disabled=True)))
    )
    words = fires(report)
    assert "RESUME shop;" in words and "ENABLE old;" in words
    assert report.findings[0].severity is Severity.HIGH


def test_leaves_open_ones_alone() -> None:
    assert quiet(check(pgbouncer()))


def test_none_a_missing_part_and_not_looked_at() -> None:
    assert check(pgbouncer(databases=())).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(databases=None)).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"databases": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.paused_database").outcome is Outcome.UNKNOWN
