"""What came of the proof on a scratch copy: measured, where the lab's advice is priced. It can be saved with a look."""

from dataclasses import dataclass
from enum import StrEnum


class Kept(StrEnum):
    """What the measuring says about one proposal."""

    KEPT = "kept"
    REFUSED = "refused"
    UNPROVEN = "unproven"
    """It could not be built or measured, or the time ran out."""


class Answers(StrEnum):
    """The rows of a statement without and with the indexes."""

    SAME = "same"
    DIFFERENT = "different"
    TIES = "ties"
    """As many, but others: its LIMIT cuts between rows of equal rank."""
    UNSTEADY = "unsteady"
    """It answers otherwise each time, also without an index (a clock, a random number)."""
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedIndex:
    """One index as it was on the copy."""

    schema: str
    table: str
    name: str
    kept: Kept
    reason: str = ""
    bytes: int = 0
    """Real size of its file."""
    predicted_bytes: int = 0
    build_s: float = 0.0
    share: float | None = None
    """Measured: share of all statement time that it takes away beside the others, its writes paid."""
    predicted: float = 0.0
    """The same as the lab priced it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedStatement:
    """One statement as it ran on the copy, mean of a call over the values tried (the least of the rounds for each)."""

    id: str
    before_ms: float
    after_ms: float
    """With the indexes that were kept."""
    at_least: bool = False
    """It was ended before it was done without the indexes: `before_ms` is how long it was let run."""
    answers: Answers = Answers.NOT_COMPARED
    indexes: tuple[str, ...] = ()
    """The new indexes that its plans read."""
    slower: bool = False
    """Still more than a tenth slower with what was kept."""
    expected_rows: float = 0.0
    rows: float = 0.0
    """Rows that the planner expected of the worst judged table, and that came, without the indexes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedRewrite:
    """A statement and another way to ask for the same, both with the indexes that were kept, mean of a call."""

    id: str
    text: str
    before_ms: float
    after_ms: float
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedStatistics:
    """Extended statistics as they were on the copy, for one statement."""

    id: str
    name: str
    before_ms: float
    after_ms: float
    rows: float
    """Rows that came."""
    expected_before: float
    expected_after: float

    @property
    def helps(self) -> bool:
        """The statement is a twentieth faster with them: only then are they worth keeping."""
        return self.after_ms <= 0.95 * self.before_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Untimed:
    """A statement that was not measured, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All of it."""

    url: str
    """Of the copy, without its password."""
    version: int
    seconds: float
    indexes: tuple[TriedIndex, ...]
    statements: tuple[TimedStatement, ...] = ()
    untimed: tuple[Untimed, ...] = ()
    rewrites: tuple[TriedRewrite, ...] = ()
    statistics: tuple[TriedStatistics, ...] = ()
    notes: tuple[str, ...] = ()
    left: float | None = None
    """Share of all statement time that is left with what was kept: measured on the copy, for the statements that touch
    the indexes' tables; the others count as they are."""
    stayed: bool = False
    """The indexes that were kept stand on the copy, because that was asked for."""

    def index(self, name: str) -> TriedIndex | None:
        """The index of this name, None where it was not tried."""
        return next((one for one in self.indexes if one.name == name), None)

    def rewrite(self, number: str, text: str) -> TriedRewrite | None:
        """What a statement's rewrite came to, None where it was not tried."""
        return next((one for one in self.rewrites if (one.id, one.text) == (number, text)), None)

    def told(self, name: str) -> TriedStatistics | None:
        """What extended statistics came to, None where they were not tried."""
        return next((one for one in self.statistics if one.name == name), None)
