"""The number of clients that are let in."""

from checks.core import Outcome, Reason, Severity
from checks.pgbouncer.client_limit import check
from tests.checks.postgres.small import fires, not_looked_at, pgbouncer, quiet


def test_fires_from_three_quarters_and_nine_tenths_are_high() -> None:
    report = check(pgbouncer(clients=400))
    assert "400 of 500 clients" in fires(report) and "max_client_conn = 1000" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(pgbouncer(clients=450)).findings[0].severity is Severity.HIGH


def test_leaves_room_alone() -> None:
    assert quiet(check(pgbouncer(clients=374)))


def test_unknown_a_missing_part_and_not_looked_at() -> None:
    assert check(pgbouncer(clients=None)).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(config={})).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"lists": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.client_limit").outcome is Outcome.UNKNOWN
