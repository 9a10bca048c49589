"""The words of the building floor: a step, the plan of its changes, and the receipt of what was built."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from checks.core import Fact, Scalar
from playbooks.core import Prediction

Value = Scalar | list["Value"] | dict[str, "Value"] | None
"""An answer to a template's question: what JSON can hold."""


class Verb(StrEnum):
    """What a plan is for."""

    BUILD = "build"
    UPGRADE = "upgrade"
    UNDO = "undo"
    EJECT = "eject"


class Kind(StrEnum):
    """What a plan would do with one file."""

    CREATE = "create"
    EDIT = "edit"
    """A structured edit of a file that belongs to the user."""
    UPDATE = "update"
    MERGE = "merge"
    CONFLICT = "conflict"
    """The user and the template changed the same lines. An upgrade leaves both between markers; nothing else does."""
    MOVE = "move"
    """The template calls the file something else now: it goes away here, its text is at the new place."""
    DELETE = "delete"
    SKIP = "skip"
    """Already as the rung wants it."""
    KEEP_MODIFIED = "keep_modified"
    USER_DELETED = "user_deleted"
    COLLISION = "collision"
    """A file of that name is there and is not ours: it is left alone."""
    SECRET = "secret"  # noqa: S105 (a kind of change)
    """A value is generated into a file that git does not track; neither content is in the plan."""
    REFUSED = "refused"
    """Structure cannot be trusted: nothing is written, the snippet to paste is in `note`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file as it is and as it would be. None stands for "no such file"."""

    path: str
    kind: Kind
    before: bytes | None
    after: bytes | None
    mode: int | None = None
    note: str = ""
    was: str = ""
    """Where the template had the file before: its text moved here, and the place there has a `MOVE`."""
    secret: str = ""
    """The name of the variable, where the kind is SECRET."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One choice that a template offers, with the default that the evidence suggests and the reason for it."""

    key: str
    kind: str
    """str, int, float, bool, choice or list (one value a line)."""
    help: str
    default: Value
    choices: tuple[Scalar, ...] = ()
    because: str = ""
    when: str = ""
    """The Jinja expression over the other answers under which the question arises; empty: always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rung and the answers to its questions."""

    rung: str
    answers: Mapping[str, Value] = field(default_factory=dict)
    predicts: Prediction | None = None
    override: str = ""
    """The recorded reason of a person who takes a rung against its veto."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that would be written, before anything is written."""

    root: Path
    step: Step
    changes: tuple[Change, ...]
    commands: tuple[str, ...] = ()
    """What a person runs next, in order."""
    notes: tuple[str, ...] = ()
    verb: Verb = Verb.BUILD
    more: tuple[str, ...] = ()
    """The further rungs of the same change: an upgrade takes all that are held."""
    records: tuple[Change, ...] = ()
    """The ledger's own files under `.rung/`, written together with the changes."""

    @property
    def rungs(self) -> tuple[str, ...]:
        """Every rung that the plan is about."""
        return (self.step.rung, *self.more) if self.step.rung else self.more

    def shown(self, change: Change) -> Change:
        """The change as a person reads it: a file that moved here, beside what it was there."""
        there = (one.before for one in self.changes if change.was and one.path == change.was)
        return replace(change, before=next(there, change.before))

    @property
    def undo(self) -> bool:
        """Whether it takes a rung out."""
        return self.verb is Verb.UNDO

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The files in which a person has to settle something."""
        return tuple(one.path for one in self.changes if one.kind is Kind.CONFLICT)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write, the ledger included."""
        hidden = any(one.kind is Kind.SECRET for one in self.changes)
        return not hidden and all(one.before == one.after for one in (*self.changes, *self.records))

    @property
    def writes(self) -> tuple[Change, ...]:
        """The changes that write something."""
        return tuple(one for one in self.changes if one.before != one.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was built, as the project's own `.rung/` folder records it."""

    rung: str
    tool: str
    template: str
    answers: Mapping[str, Value]
    files: Mapping[str, str]
    """Path of every file that the rung created or edited, with the SHA-256 of what was written."""
    predicts: Prediction | None = None
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Did the rung do its job: each probe of the running service, and the pre-registered metric."""

    rung: str
    checks: tuple[tuple[str, bool, str], ...]
    """(what was tried, whether it held, what was seen)."""
    predicted: Prediction | None = None
    measured: Fact | None = None

    @property
    def passed(self) -> bool:
        """Every probe held and the metric moved as promised (or none was promised or measured)."""
        moved = (
            self.predicted is None
            or self.measured is None
            or self.predicted.kept(float(self.measured.value))
        )
        return moved and all(held for _, held, _ in self.checks)
