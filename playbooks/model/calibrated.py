"""The network of a closed system from a few loads at which it was watched, and what it says of other loads.

Each load point gives what a request cost (processor seconds over answers) and how its times spread. Demands are fitted
by `playbooks/model/demand.py`; low and high answers take every demand at its bad and at its good end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playbooks.model.demand import Demand, Workers, fit
from playbooks.model.network import Network, Refused, Station
from playbooks.model.spread import Seen, Spread
from playbooks.model.spread import fit as fit_spread
from playbooks.model.steady import spread_of
from playbooks.model.users import Served, served

FAR = 8.0
"""Times the largest watched number at work beyond which no answer is given; this tool's default."""
LOW, EXPECTED, HIGH = range(3)
UNIFORM = Spread(sizes=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A watched load: users who each wait for the answer, and what one request cost in processor seconds."""

    users: int
    rate: float
    mean: float
    """Seconds of a request on average."""
    p95: float
    application: float
    database: float
    others: float
    """Of everybody else on the same machine, for each request: the load's client, a cache."""
    p50: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What does not change with load."""

    cores: float
    """Of the database's machine."""
    processes: float
    """Interpreters of the application: each runs one thread at a time."""
    limit: int = 0
    """Requests that may be at work at once (threads, or sessions held throughout); 0: nothing limits them."""
    workers: Workers | None = None
    """Where statements were seen to start parallel workers."""
    noise: float = 0.0
    """Standard deviation over mean of what a request costs between two times of the same load."""
    shared: bool = True
    """Whether the application runs on the same machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the model says of a number of users: expected, and the ends that nine cases in ten lie between."""

    expected: Served
    worst: Served
    best: Served

    @property
    def rate(self) -> tuple[float, float]:
        """Requests per second, low and high."""
        return min(self.worst.rate, self.expected.rate), max(self.best.rate, self.expected.rate)

    @property
    def p95(self) -> tuple[float, float]:
        """Seconds, low and high."""
        return min(self.best.p95, self.expected.p95), max(self.worst.p95, self.expected.p95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """A system that can be asked about other loads."""

    setup: Setup
    application: Demand
    database: Demand
    others: Demand
    delay: float
    """Seconds of a request that no processor explains: waiting for somebody else."""
    few: bool
    """Whether that is waited in few requests, so that a percentile of all of them does not see it."""
    spread: tuple[Spread, Spread, Spread]
    """Of the time at work: the least that the points show, what fits them best, the most."""
    largest: int
    """Requests at work at most when it was watched."""
    measured_at: float

    def told(self, users: int) -> Told | Refused:
        """What so many users get; refused far beyond what was watched."""
        inside = min(users, self.setup.limit or users)
        if inside > FAR * self.largest:
            return Refused(
                why=f"{inside} requests at work is more than {FAR:g} times the {self.largest} that were watched"
            )
        expected, worst, best = (self._served(users, one) for one in (EXPECTED, HIGH, LOW))
        return Told(expected=expected, worst=worst, best=best)

    def network(self, inside: int, end: int = EXPECTED) -> Network:
        """With so many requests at work, at one end of what the demands may be."""
        one, other, rest = (
            each.at(inside)[end] for each in (self.application, self.database, self.others)
        )
        return _network(self.setup, self.measured_at, self.delay, (one, other, rest))

    def _served(self, users: int, end: int) -> Served:
        return served(
            lambda inside: self.network(inside, end), users, spread=self.spread[end], few=self.few
        )


def calibrated(points: Sequence[Point], setup: Setup) -> Calibrated | Refused:
    """The system through these load points, the lightest of which says what is waited for elsewhere."""
    demands = [
        fit([(one.users, one.application) for one in points], noise=setup.noise),
        fit([(one.users, one.database) for one in points], setup.workers, setup.noise),
        fit([(one.users, one.others) for one in points], noise=setup.noise),
    ]
    for one in demands:
        if isinstance(one, Refused):
            return one
    fitted = [one for one in demands if isinstance(one, Demand)]
    first = min(points, key=lambda one: one.users)
    delay = max(0.0, first.mean - first.application - first.database - first.others)
    bare = Calibrated(
        setup=setup,
        application=fitted[0],
        database=fitted[1],
        others=fitted[2],
        delay=delay,
        few=first.p50 is not None and first.p50 < delay,
        spread=(UNIFORM, UNIFORM, UNIFORM),
        largest=max(min(one.users, setup.limit or one.users) for one in points),
        measured_at=max(one.rate for one in points),
    )
    return replace(bare, spread=fit_spread([_seen(one, bare) for one in points]))


def _seen(one: Point, model: Calibrated) -> Seen:
    """What a watched load varied by, without what was waited in line and elsewhere."""
    told = served(model.network, one.users)
    late = one.p95 - (0.0 if model.few else model.delay)
    whole = max(one.mean - model.delay, one.mean / 10)
    waiting = min(max(0, one.users - (model.setup.limit or one.users)) / one.rate, whole / 2)
    variance = (spread_of(late / whole) * whole) ** 2 - waiting / one.rate
    work = whole - waiting
    turns = work * min(1.0, told.turns / max(told.mean - model.delay - waiting, told.turns, 1e-9))
    return Seen(shared=work - turns, turns=turns, variance=max(0.0, variance))


def _network(
    setup: Setup, rate: float, delay: float, demands: tuple[float, float, float]
) -> Network:
    return Network(
        stations=(
            Station(name="application", demand=demands[0], servers=setup.processes),
            Station(name="database", demand=demands[1], servers=setup.cores),
        ),
        delay=delay, measured_at=rate, shared_cores=setup.cores if setup.shared else 0.0,
        others=demands[2], limit=setup.limit,
    )  # fmt: skip
