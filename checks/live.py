"""How checks on live systems word their reports: a figure, a span, an answer where a part could not be read.

Such a check often judges many things of one kind (statements, tables, slots) by one rule: `each` does the counting, so
that no check can call an empty sample OK.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

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

__all__ = [
    "answer", "brief", "count", "each", "few", "finding", "one", "percent", "seen", "size", "span", "unread",
]  # fmt: skip

ORDER = tuple(Severity)
SHOWN = 160
"""Signs of a statement that fit into a message."""
Thing = TypeVar("Thing")


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
    eligible: int | None = None,
    window: str = "",
    note: str = "",
) -> Report:
    """PROBLEM with the gravest findings first, or OK with the note; `total` is as many as `examined` if not given."""
    found = tuple(sorted(findings, key=lambda one: ORDER.index(one.severity)))
    return Report(
        outcome=Outcome.PROBLEM if found else Outcome.OK,
        findings=found,
        examined=examined,
        eligible=examined if eligible is None else eligible,
        total=examined if total is None else total,
        window=window,
        note=note,
    )


def each(
    things: Sequence[Thing],
    rule: Callable[[Thing], Finding | None],
    *,
    total: int,
    note: str,
    too_few: str,
    window: str = "",
) -> Report:
    """Every one of the eligible things judged by one rule; UNKNOWN with `too_few` where none is eligible."""
    if not things:
        return few(too_few)
    found = [one for thing in things if (one := rule(thing)) is not None]
    return answer(
        found, examined=len(things), total=max(total, len(things)), window=window, note=note
    )


def one(found: Finding | None, *, note: str, window: str = "") -> Report:
    """A report on the server as a whole: one thing, judged."""
    return answer([] if found is None else [found], examined=1, window=window, note=note)


def few(note: str) -> Report:
    """UNKNOWN, because what was seen is too little to judge."""
    return unknown(note, reason=Reason.INSUFFICIENT)


def unread(missing: Mapping[str, str], *parts: str) -> Report | None:
    """UNKNOWN with the reason where one of these parts could not be read; None where all were."""
    for part in parts:
        if part in missing:
            name = part.replace("_", " ")
            return unknown(f"{name} could not be read: {missing[part]}", reason=Reason.ERROR)
    return None


def count(number: float) -> str:
    """A number as people read it: 950, 12,000, 1.5 million."""
    return f"{number / 1e6:.3g} million" if number >= 1e6 else f"{number:,.0f}"


def span(seconds: float) -> str:
    """A time as people read it: 45 s, 12 min, 3.5 h, 9 d."""
    for unit, length in (("d", 86_400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.3g} s"


def brief(text: str) -> str:
    """A statement in one line, cut to what fits."""
    line = " ".join(text.split()) or "(its text is hidden from this user)"
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}..."
