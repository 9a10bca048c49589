"""Targets that cannot be scraped."""

from checks.core import Severity
from checks.prometheus.targets_down import check
from tests.checks.prometheus.small import prometheus
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_some_of_a_job_and_all_of_one() -> None:
    report = check(prometheus(targets={"web": (1.0, 3.0), "db": (1.0, 1.0)}))
    assert "2 of 3 targets of job 'web'" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM and report.examined == 4
    gone = check(prometheus(targets={"web": (0.0, 1.0)}))
    assert gone.findings[0].severity is Severity.HIGH


def test_leaves_targets_that_are_up_alone() -> None:
    assert "all 2 targets" in quiet(check(prometheus()))
    assert quiet(check(prometheus(targets={"a": (1.0, 1.0), "b": (4.0, 4.0)})))


def test_a_server_that_scrapes_nothing_is_not_judged() -> None:
    assert unsure(check(prometheus(targets={})))
    assert "time-out" in unsure(check(prometheus(targets={}, missing={"targets": "time-out"})))
    not_looked_at("prometheus.targets_down")
