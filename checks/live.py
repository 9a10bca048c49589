"""How checks on live systems word their reports: a figure, a span, an answer where a part could not be read."""

from collections.abc import Iterable, Mapping

from checks.core import (
    Confidence,
    Fact,
    Finding,
    Outcome,
    Reason,
    Report,
    Scalar,
    Severity,
    unknown,
)
from checks.signal import percent, size

__all__ = ["answer", "count", "few", "finding", "percent", "seen", "size", "unread"]

ORDER = tuple(Severity)


def seen(name: str, value: Scalar, unit: str, where: str, window: str = "") -> Fact:
    """A figure of this look that is no vital; floats are cut to six significant digits."""
    shown = float(f"{value:.6g}") if isinstance(value, float) else value
    return Fact(name=name, value=shown, unit=unit, where=where, window=window)


def finding(
    message: str,
    remedy: str,
    *facts: Fact,
    severity: Severity = Severity.MEDIUM,
    confidence: Confidence = Confidence.HIGH,
) -> Finding:
    """One finding on these figures."""
    return Finding(
        message=message, remedy=remedy, severity=severity, confidence=confidence, facts=facts
    )


def answer(
    findings: Iterable[Finding],
    *,
    examined: int,
    total: int | None = None,
    window: str = "",
    note: str = "",
) -> Report:
    """PROBLEM with the gravest findings first, or OK with the note; `total` is as many as `examined` if not given."""
    found = tuple(sorted(findings, key=lambda one: ORDER.index(one.severity)))
    return Report(
        outcome=Outcome.PROBLEM if found else Outcome.OK,
        findings=found,
        examined=examined,
        eligible=examined,
        total=examined if total is None else total,
        window=window,
        note=note,
    )


def few(note: str) -> Report:
    """UNKNOWN, because what was seen is too little to judge."""
    return unknown(note, reason=Reason.INSUFFICIENT)


def unread(missing: Mapping[str, str], *parts: str) -> Report | None:
    """UNKNOWN with the reason where one of these parts could not be read; None where all were."""
    for part in parts:
        if part in missing:
            return unknown(f"{part} could not be read: {missing[part]}", reason=Reason.ERROR)
    return None


def count(number: float) -> str:
    """A number as people read it: 950, 12,000, 1.5 million."""
    return f"{number / 1e6:.3g} million" if number >= 1e6 else f"{number:,.0f}"
