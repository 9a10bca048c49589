"""What the demo tells while it runs, in order. `story.run(options)` yields these; the command line shows them.

One size goes: `Filled`, `Measured` (naive), then for each rung `Decided`, `Registered`, `Built`,
`Migrated` when there is SQL to run, `Measured`, `Compared`, `Proved`, and `Undone` when the promise
was not kept; at its end `Decided` and `Stopped`. `Working` comes before every wait of more than a second.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from playbooks.core import Decision, Prediction
from scaffold.core import Plan, Question, Value
from scaffold.demo.result import DemoResult, Load, Run, Sameness, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The demo begins: how it will measure, as name -> words."""

    sizes: tuple[float, ...]
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """Something that takes a while starts; `seconds` is about how long."""

    what: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The database of this size stands."""

    size: float
    rows: Mapping[str, int]
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The application in one state, under load."""

    size: float
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A load that does not count, and why (the client was the limit)."""

    size: float
    load: Load
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The ladder's word over what was looked at and measured."""

    size: float
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """The ladder named this rung, and it cannot be built here; the ladder is asked what comes after it."""

    size: float
    rung: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A rung is about to be built: its answers and the promise, written down before anything is."""

    size: float
    rung: str
    predicts: Prediction | None
    questions: tuple[Question, ...]
    answers: Mapping[str, Value]
    wrong_first: bool = False
    """True: the ladder did not ask for this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was written into the scratch project."""

    size: float
    rung: str
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """SQL of the project that was run against its database."""

    size: float
    rung: str
    files: tuple[str, ...]
    statements: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The same seeded requests before and after a rung."""

    size: float
    rung: str
    same: Sameness


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """The promise against the measurement."""

    size: float
    rung: str
    predicted: Prediction | None
    measured: float | None
    kept: bool
    note: str = ""
    """Why a rung without a number stays or goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A rung was taken out again; `restored` says whether the project is byte for byte as before."""

    size: float
    rung: str
    restored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The ladder has no rung that can be built now; `run` is this size's whole result.

    `behind` are the rungs that something asks for but that wait: (rung, what asks for it).
    """

    size: float
    why: str
    run: Run
    behind: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The end."""

    result: DemoResult


Event = (
    Started
    | Working
    | Filled
    | Measured
    | Refused
    | Decided
    | PassedOver
    | Registered
    | Built
    | Migrated
    | Compared
    | Proved
    | Undone
    | Stopped
    | Finished
)
