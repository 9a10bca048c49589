"""Groups that nobody reads for."""

from checks.core import Confidence, Severity
from checks.kafka.no_consumer import check
from tests.checks.kafka.small import group, kafka, lag
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_records_wait_and_nobody_reads() -> None:
    report = check(kafka(group(members=0, state="Empty")))
    assert "nobody reads for mailer, 12 records wait (orders)" in fires(report)
    assert report.findings[0].severity is Severity.HIGH
    still = check(kafka(group(lag(end=0, read=0), members=0)))
    assert still.findings[0].severity is Severity.MEDIUM
    unwatched = check(kafka(group(members=0), window_s=None))
    assert unwatched.findings[0].confidence is Confidence.MEDIUM


def test_leaves_groups_with_members_alone() -> None:
    assert quiet(check(kafka()))


def test_leaves_an_empty_group_that_has_read_all_alone() -> None:
    assert quiet(check(kafka(group(lag(lag=0, worst=0), members=0))))


def test_members_that_are_not_told() -> None:
    assert "does not tell" in unsure(check(kafka(group(members=None))))
    assert unsure(check(kafka(missing={"members": "ClusterAuthorizationFailedError"})))
    assert unsure(check(kafka(missing={"groups": "time-out"})))
    not_looked_at("kafka.no_consumer")
