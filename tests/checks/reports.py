"""What a test says of a check's report, and the answer of a check that was given nothing to look at."""

from checks.core import Looks, Outcome, Report
from checks.engine import examine


def fires(report: Report) -> str:
    """It found something; all its messages and remedies."""
    assert report.outcome is Outcome.PROBLEM and report.findings, report
    assert all(one.remedy and one.facts for one in report.findings)
    return "\n".join(f"{one.message} | {one.remedy}" for one in report.findings)


def quiet(report: Report) -> str:
    """It looked and found nothing; its note."""
    assert report.outcome is Outcome.OK and report.examined > 0, report
    return report.note


def unsure(report: Report) -> str:
    """It could not judge; why."""
    assert report.outcome is Outcome.UNKNOWN and report.reason is not None, report
    return report.note


def spared(report: Report) -> str:
    """The question does not arise; why."""
    assert report.outcome is Outcome.NOT_APPLICABLE, report
    return report.note


def not_looked_at(check: str) -> None:
    """Without its snapshot the check says so."""
    report = examine(Looks(), [check])[check].report
    assert report.outcome is Outcome.UNKNOWN and "not looked at" in report.note
