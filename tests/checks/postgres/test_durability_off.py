"""Settings that a power cut turns into a loss."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.durability_off import check
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings


def test_fires_for_each() -> None:
    report = check(settings(fsync="off", full_page_writes="off"))
    assert len(report.findings) == 2 and "ALTER SYSTEM SET fsync = on;" in fires(report)
    assert report.findings[0].severity is Severity.CRITICAL


def test_leaves_the_defaults_and_a_lazy_commit_alone() -> None:
    assert quiet(check(settings(fsync="on", full_page_writes="on")))
    assert quiet(check(settings(fsync="on", full_page_writes="on", synchronous_commit="off")))


def test_unknown_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.durability_off").outcome is Outcome.UNKNOWN
