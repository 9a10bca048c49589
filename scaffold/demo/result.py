"""What the demo measured: loads, states of the application, the rungs between them, and the whole run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.core import Fact
from playbooks.core import Prediction


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One load as the client saw it. Times run from sending (closed loop) or from when a request was due (open).

    `rps` counts only answers of the expected status, over the time from the first request to the last
    answer, requests in flight at the end included. `failures` counts everything else by what happened
    ("500", "timeout", "refused").
    """

    kind: str
    """closed, open or one."""
    users: int
    offered_rps: float | None
    """The fixed arrival rate of an open loop, else None."""
    seconds: float
    answered: int
    failures: Mapping[str, int]
    rps: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    routes: Mapping[str, tuple[int, float, float]]
    """Answers, p50 and p95 in ms by kind of request (list, post, stats, comment, signup)."""
    client_cores: float
    """Processor time of the load client over wall time; a phase above 0.7 is refused."""
    latency_total_s: float
    """Sum of the times of all answered requests."""

    @property
    def errors(self) -> int:
        """Requests that were not answered as expected."""
        return sum(self.failures.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The application as it stood, measured: `name` is "naive" or the rung that was built last."""

    name: str
    closed: Load
    open: Load | None
    cores: Mapping[str, float]
    """Processor cores in use under the closed loop, by client, application, database (and cache)."""
    machine_cores: int
    database_share: float | None
    """Time that database sessions were at work (pg_stat_database.active_time) over the summed request time."""
    spin_ms: float
    """A fixed loop on this machine just before the phase: says how busy the neighbours were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One answer that differed from the one before the rung."""

    request: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """A seeded replay against the application before and after a rung, on equal rows."""

    requests: int
    equal: int
    stale: int
    """Answers that differed at first and were equal within the age that the rung declares."""
    stale_s: float
    """The age that the rung's answers declare, in seconds; 0 when every answer must be fresh."""
    mismatches: tuple[Mismatch, ...]

    @property
    def passed(self) -> bool:
        """No answer differs beyond the declared age."""
        return not self.mismatches


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """One rung taken: its promise, what was measured, and whether it stayed."""

    rung: str
    predicted: Prediction | None
    measured: Fact | None
    kept: bool
    wrong_first: bool
    """Taken against the ladder's advice, for `--wrong-first`."""
    same: Sameness | None
    state: State
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One size, from the naive application to where the ladder ends."""

    size: float
    rows: Mapping[str, int]
    database_bytes: int
    before: State
    rungs: tuple[Climbed, ...]
    next: str | None
    """What the ladder says now, which `rung` cannot build yet (None: nothing)."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall time by part of the story."""

    @property
    def after(self) -> State:
        """The last state that stayed."""
        return next((one.state for one in reversed(self.rungs) if one.kept), self.before)

    @property
    def times(self) -> float:
        """Throughput after over before."""
        return self.after.closed.rps / self.before.closed.rps if self.before.closed.rps else 0.0

    @property
    def p95_lower(self) -> float:
        """How much lower the 95th percentile is (0.98 = 98 % lower)."""
        before = self.before.closed.p95_ms
        return 1 - self.after.closed.p95_ms / before if before else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """The whole demo: one run for each size, the main one first."""

    runs: tuple[Run, ...]
    seconds: float
    settings: Mapping[str, str]
    """How it was measured: mix, users, seeds, server settings, versions."""
