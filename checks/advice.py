"""How a check on `Repo` words its report: findings with places, or a sentence on what was examined."""

from collections.abc import Iterable

from checks.core import Finding, Outcome, Report


def advise(findings: Iterable[Finding], *, examined: int, note: str = "") -> Report:
    """PROBLEM with these findings, or OK where `examined` places have none."""
    found = tuple(findings)
    return Report(
        outcome=Outcome.PROBLEM if found else Outcome.OK,
        findings=found,
        examined=examined,
        eligible=examined,
        total=examined,
        note=note,
    )
