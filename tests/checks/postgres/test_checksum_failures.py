"""Pages that the storage gave back wrong."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.checksum_failures import check
from tests.checks.postgres.small import counters, fires, not_looked_at, postgres, quiet


def run(failures: int | None) -> Report:
    return check(postgres(counters=counters(checksum_failures=failures)))


def test_the_first_is_critical() -> None:
    report = run(1)
    assert "1 pages of database shop" in fires(report)
    assert report.findings[0].severity is Severity.CRITICAL


def test_leaves_none_alone() -> None:
    assert quiet(run(0))


def test_without_checksums_the_question_does_not_arise() -> None:
    assert run(None).outcome is Outcome.NOT_APPLICABLE


def test_no_counters_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(counters=None)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"counters": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.checksum_failures").outcome is Outcome.UNKNOWN
