"""The words that every floor shares: facts, findings, reports, and the one error that a person sees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

Scalar = str | int | float | bool
Snapshot = TypeVar("Snapshot")


class Outcome(StrEnum):
    """What a check came to. "Could not look" is a word of its own, never a pass and never a fail."""

    OK = "ok"
    PROBLEM = "problem"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Reason(StrEnum):
    """Why an outcome is UNKNOWN."""

    ABSENT = "absent"
    """The snapshot or the vital was not taken or not granted."""
    INSUFFICIENT = "insufficient"
    """There was something to look at, but too little of it to judge."""
    ERROR = "error"
    """Looking failed."""
    UNRENDERED = "unrendered"
    """The place holds a template or a variable whose value is not known here."""
    MANUAL = "manual"
    """Only a person can answer this."""


class Severity(StrEnum):
    """What a finding costs when it is true."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Confidence(StrEnum):
    """How sure the look was."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One quantity and its source.

    `where` is a `file:line`, a catalog view, a metric's name, "told by you", or "derived from ...";
    `window` is the span that a measured value covers, in words ("last 42 s"), empty for a static fact.
    """

    name: str
    value: Scalar
    unit: str = ""
    where: str = ""
    confidence: Confidence = Confidence.HIGH
    window: str = ""
    component: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A position in the project: `path` is relative to its root with forward slashes, `line` counts from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place's word, with its evidence. The engine fills in `check` from the check's file name."""

    message: str
    remedy: str
    severity: Severity = Severity.MEDIUM
    confidence: Confidence = Confidence.HIGH
    facts: tuple[Fact, ...] = ()
    place: Place | None = None
    check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check returns: of `total` things seen, `eligible` could have the problem, `examined` were judged.

    An empty sample is never OK: `engine.examine` turns an OK with nothing examined into UNKNOWN.
    """

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    examined: int = 0
    eligible: int = 0
    total: int = 0
    window: str = ""
    reason: Reason | None = None
    note: str = ""
    """One sentence that explains an UNKNOWN or NOT_APPLICABLE, or sums up an OK."""
    wants: tuple[str, ...] = ()
    """The vitals that would turn an UNKNOWN into an answer, the most telling first."""


def unknown(note: str, *wants: str, reason: Reason = Reason.ABSENT) -> Report:
    """A report that says "could not look", with the vitals that would settle it."""
    return Report(outcome=Outcome.UNKNOWN, reason=reason, note=note, wants=wants)


def not_applicable(note: str) -> Report:
    """A report that says "this question does not arise here"."""
    return Report(outcome=Outcome.NOT_APPLICABLE, note=note)


@dataclass(frozen=True, slots=True)
class Looks:
    """The snapshots of one look, by type; what was not looked at is simply not in it."""

    taken: Mapping[type, object] = field(default_factory=dict)

    def get(self, kind: type[Snapshot]) -> Snapshot | None:
        """The snapshot of this type, or None where it was not taken."""
        found = self.taken.get(kind)
        return found if isinstance(found, kind) else None

    def with_(self, *snapshots: object) -> "Looks":
        """These looks and more; a newer snapshot of a type replaces the older one."""
        return Looks({**self.taken, **{type(one): one for one in snapshots}})

    def __iter__(self) -> Iterator[object]:
        return iter(self.taken.values())


class Problem(Exception):
    """The one error that a person sees: what is wrong and where, and what to do about it.

    `code` is the documented exit code: 2 could not run, 3 conflict left in files, 4 refused for safety.
    """

    def __init__(self, message: str, remedy: str, code: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code
