"""What a project holds, as `.rung/` keeps it: rungs, the files they made, the files they edited, open conflicts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from scaffold.core import Receipt
from scaffold.edits.core import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One user's file as it was before and after a rung's edits; `before` is None where there was none."""

    number: int
    rung: str
    path: str
    edits: tuple[Edit, ...]
    before: bytes | None
    after: bytes
    private: bool = False
    """git ignores the file; so its history must not be committed either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A file in which an upgrade left a conflict. Until it is settled the ledger holds what was last generated."""

    theirs: bytes
    """What the new template wants there; the next base, once the conflict is settled."""
    ours: bytes | None
    """What the user had there, for an undo; None in a clone, where it is not committed."""
    left: str
    """SHA-256 of the file with the markers, as it was left."""
    beside: bool = False
    """The new text stands in a file beside it; that file gone means settled."""
    private: bool = False
    """git ignores the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One rung that the project holds. `created`: path of each file that it made, with the pristine content."""

    receipt: Receipt
    created: Mapping[str, bytes] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    folders: tuple[str, ...] = ()
    """The folders that it made."""
    pending: Mapping[str, Pending] = field(default_factory=dict)
    level: int = 0
    """How many entries of the template's upgrades.yml it has behind it."""
    needs: tuple[str, ...] = ()
    """The rungs that it builds upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything under `.rung/`, in the order in which the rungs were taken."""

    rungs: tuple[Held, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """What was built, the oldest first."""
        return tuple(one.receipt for one in self.rungs)

    @property
    def held(self) -> tuple[str, ...]:
        """The names of the rungs that were built here."""
        return tuple(one.receipt.rung for one in self.rungs)

    def rung(self, name: str) -> Held | None:
        """The rung of this name, None where it is not held."""
        return next((one for one in self.rungs if one.receipt.rung == name), None)

    def of(self, rung: str) -> tuple[Entry, ...]:
        """The edited files of a rung."""
        return tuple(one for one in self.entries if one.rung == rung)

    def chain(self, path: str) -> tuple[Entry, ...]:
        """The entries of a file, in the order in which their edits lie upon each other."""
        return tuple(one for one in self.entries if one.path == path)


def digest(content: bytes) -> str:
    """SHA-256, as the ledger writes it."""
    return hashlib.sha256(content).hexdigest()
