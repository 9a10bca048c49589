"""More arrives than is read."""

from checks.core import Confidence, Severity
from checks.kafka.lag_grows import check
from checks.probes.kafka import Group
from tests.checks.kafka.small import group, kafka, lag
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_while_it_was_watched() -> None:
    report = check(kafka(group(lag(lag=2000, end=900, read=600))))
    assert "mailer is 2,000 records behind on orders: 900 arrived and 600 were read" in fires(
        report
    )
    assert report.findings[0].severity is Severity.MEDIUM and report.window == "last 30 s"
    far = check(kafka(group(lag(lag=90_000, end=900, read=0))))
    assert far.findings[0].severity is Severity.HIGH


def test_unwatched_a_long_lag_is_told_less_surely() -> None:
    report = check(kafka(group(lag(lag=50_000)), window_s=None))
    assert "--seconds" in fires(report)
    assert report.findings[0].confidence is Confidence.MEDIUM


def test_leaves_a_long_lag_that_shrinks_alone() -> None:
    assert quiet(check(kafka(group(lag(lag=90_000, end=900, read=5000)))))


def test_leaves_a_little_more_alone() -> None:
    assert quiet(check(kafka()))
    assert quiet(check(kafka(group(lag(end=900, read=880)))))
    assert quiet(check(kafka(group(lag(end=15, read=0)))))


def test_leaves_a_short_lag_unwatched_alone() -> None:
    assert quiet(check(kafka(window_s=None)))


def test_no_group_and_what_cannot_be_read() -> None:
    assert "no consumer group" in unsure(check(kafka(Group(name="g", state="Stable", members=1))))
    assert "GroupAuthorizationFailedError" in unsure(
        check(kafka(missing={"groups": "GroupAuthorizationFailedError"}))
    )
    not_looked_at("kafka.lag_grows")
