"""How these checks word their reports: a fact, a span, an answer when a part could not be read."""

from collections.abc import Sequence

from checks.core import Fact, Finding, Outcome, Reason, Report, Scalar, Severity, unknown
from checks.probes.postgres import Postgres

ORDER = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)


def seen(name: str, value: Scalar, unit: str, where: str, window: str = "") -> Fact:
    """A figure of this look that is no vital."""
    return Fact(name=name, value=value, unit=unit, where=where, window=window)


def unread(postgres: Postgres, part: str) -> Report | None:
    """The answer when this part of the look is missing, None when it is there."""
    reason = postgres.missing.get(part)
    if reason is None:
        return None
    return unknown(f"{part.replace('_', ' ')} could not be read: {reason}", reason=Reason.ERROR)


def answer(
    findings: Sequence[Finding],
    *,
    examined: int,
    total: int,
    eligible: int | None = None,
    window: str = "",
    note: str = "",
) -> Report:
    """PROBLEM with the gravest findings first, or OK with the note."""
    return Report(
        outcome=Outcome.PROBLEM if findings else Outcome.OK,
        findings=tuple(sorted(findings, key=lambda one: ORDER.index(one.severity))),
        examined=examined,
        eligible=examined if eligible is None else eligible,
        total=total,
        window=window,
        note=note,
    )


def few(note: str) -> Report:
    """UNKNOWN, because what was seen is too little to judge."""
    return unknown(note, reason=Reason.INSUFFICIENT)


def count(number: float) -> str:
    """A number as people read it: 950, 12,000, 1.5 million."""
    return f"{number / 1e6:.3g} million" if number >= 1e6 else f"{number:,.0f}"
