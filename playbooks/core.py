"""The words of the deciding floor: a rung, a verdict on it, and the decision over all of them."""

from dataclasses import dataclass
from enum import StrEnum

from checks.core import Fact


class Answer(StrEnum):
    """What the ladder says of one rung."""

    HELD = "held"
    """Already taken, by `rung` or by the project itself."""
    NOT_NEEDED = "not_needed"
    """Looked at, and nothing asks for it."""
    MEASURE = "measure"
    """Cannot be judged until one quantity is measured."""
    TAKE = "take"
    """The next step."""
    LATER = "later"
    """Something asks for it, but a cheaper or better-aimed step comes first."""
    VETOED = "vetoed"
    """Must not be taken now."""


class Resource(StrEnum):
    """What a system can run out of."""

    DATABASE_CPU = "database_cpu"
    DATABASE_IO = "database_io"
    DATABASE_MEMORY = "database_memory"
    CONNECTIONS = "connections"
    LOCKS = "locks"
    APP_CPU = "app_cpu"
    EXTERNAL_WAIT = "external_wait"
    EDGE = "edge"
    STORAGE = "storage"
    QUEUE = "queue"
    RECOVERY = "recovery"
    PEOPLE = "people"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicts:
    """The metric that a rung promises to move: a vital, the formula, and the effect that counts as moved.

    `low` and `high` bound `after / before` (0.05 to 0.2 = falls to between a twentieth and a fifth).
    """

    vital: str
    formula: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A promise registered before the rung is built: `vital` goes from `before` to between `low` and `high`."""

    vital: str
    before: float
    low: float
    high: float
    unit: str
    formula: str

    def kept(self, after: float) -> bool:
        """Whether the metric moved at least as far as promised; further in the promised direction is kept too."""
        return after <= self.high if self.high < self.before else after >= self.low

    def exceeded(self, after: float) -> bool:
        """Whether the metric moved further than the promise's own span, which was then too careful."""
        return after < self.low if self.high < self.before else after > self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One page of the ladder. The head is for the program, `body` is for a person."""

    name: str
    order: int
    title: str
    relieves: tuple[Resource, ...]
    cost: int
    lead_time: str
    days: tuple[float, float]
    """Days from the decision to the effect: when all goes well, and when it does not."""
    reversible: str
    raised_by: tuple[str, ...]
    vetoed_by: tuple[str, ...]
    needs: tuple[str, ...]
    settled_by: str
    predicts: tuple[Predicts, ...]
    loads: tuple[str, ...]
    gate: int
    """So many independent signs does it take."""
    suffices: tuple[str, ...]
    """Checks of `raised_by` whose word alone passes the gate: what no count of signs outweighs, as a law."""
    template: bool
    body: str
    again: bool = False
    """May be taken again on new evidence (another index, a still bigger machine)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One piece of evidence: a sentence and the facts under it, with the check that said it."""

    text: str
    facts: tuple[Fact, ...] = ()
    check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A threshold as it is in force: its value, its own value where the project draws another, who stands for it."""

    name: str
    value: float
    unit: str
    grade: str
    """A official documentation, B a first party's statement, C a default of this tool; of the own value."""
    source: str
    own: float

    @property
    def overruled(self) -> bool:
        """Whether the project's configuration draws it elsewhere."""
        return self.value != self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sign for a rung: what was seen, from which value on it counts, and who says so."""

    check: str
    says: str
    facts: tuple[Fact, ...]
    threshold: str
    source: str
    lines: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Another rung for the same matter, and why it is not the answer."""

    rung: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What taking a rung means: its signs, its price, how to prove it, how to go back, what was put aside for it."""

    evidence: tuple[Evidence, ...]
    worse: tuple[str, ...]
    cost: int
    lead_time: str
    days: tuple[float, float]
    reversible: str
    verify: str
    undo: str
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The ladder's word on one rung, the evidence for and against it, its promise, and what would flip it."""

    rung: str
    answer: Answer
    because: tuple[Because, ...] = ()
    against: tuple[Because, ...] = ()
    predicts: Prediction | None = None
    flips: str = ""
    terms: Terms | None = None
    """None only where there is no system to take a rung in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The one quantity whose absence stops the decision, and the command that measures it."""

    vital: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The whole answer: the saturated resource, vertical or horizontal, a verdict on every rung, the next step."""

    saturated: Resource
    saturated_because: Because
    direction: str
    """One line: whether the next move is vertical or horizontal, and how much headroom vertical still has."""
    verdicts: tuple[Verdict, ...]
    next: str | None
    then: tuple[str, ...]
    ask: Ask | None
    overruled: tuple[Drawn, ...] = ()
    """Thresholds that the project draws itself: the answer rests on them."""

    def verdict(self, rung: str) -> Verdict:
        """The verdict on this rung."""
        return next(one for one in self.verdicts if one.rung == rung)
