"""How sure the figures of load are: an interval where several loads were watched, and what else speaks against them.

With one load there is no interval: what a request needs is then taken as constant, and nothing that was seen says
otherwise. From three loads on, busy cores are a straight line over requests per second (its start is what the system
does at rest), and the end is where a new point of that line could be full, early or late, in nine cases of ten.

Source: demands by regression of use on throughput: Zhang, Cherkasova and Smirni, "A Regression-Based Analytic Model for
Dynamic Resource Provisioning of Multi-Tier Applications", ICAC 2007; the interval as in `playbooks/model/line.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from checks.core import Confidence
from checks.fill.from_told import is_told
from checks.probes.given import LoadPoint
from checks.shape.session_per_request import NOTABLE
from checks.vitals import Vitals
from playbooks.model.line import LEAST_POINTS, Line, through
from playbooks.model.network import Network
from playbooks.model.steady import times

FAR = 4.0
"""Times the largest watched load beyond which an end is far from anything seen; this tool's default."""
OFF = 1.5
"""Times that measured response times may be off the curve, either way, before it is said; this tool's default."""
IDLE = 0.1
"""Use of the fullest processor under which much of it may be the system's own rest; this tool's default."""
ROUNDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One reason why the true figure may differ: a closed word, a sentence, and what would settle it."""

    why: str
    """one_load, far, idle, sessions, times, told, low_confidence."""
    says: str
    settle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Requests per second at which a resource is full: in nine cases of ten between low and high.

    `high` is None where the points do not rule out that it never is.
    """

    low: float
    expected: float
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """How many loads the figures rest on, and what speaks against them, the gravest first."""

    load_points: int
    interval: bool
    """Whether they come with an interval."""
    loads: tuple[LoadPoint, ...]
    """Those loads, lightest first, each with its source."""
    doubts: tuple[Doubt, ...]


def loads(vitals: Vitals, points: Sequence[LoadPoint]) -> tuple[LoadPoint, ...]:
    """The loads that were given and the one of the look, lightest first; one for each rate."""
    rate = vitals.number("requests_per_second")
    seen = vitals.fact("requests_per_second")
    where = f"this look: {seen.where}" if seen is not None else ""
    now = [LoadPoint(requests_per_second=rate, app_cpu=vitals.number("app_cpu"),
                     database_cpu=vitals.number("database_cpu"), where=where)] if rate else []  # fmt: skip
    by_rate = {one.requests_per_second: one for one in (*now, *points)}
    return tuple(by_rate[rate] for rate in sorted(by_rate))


def ends(seen: Network, points: Sequence[LoadPoint]) -> dict[str, Ends]:
    """By station, when it is full, for those whose use was watched at three loads or more."""
    servers = {one.name: one.servers for one in seen.stations}
    used = {
        "application": [(one.requests_per_second, one.app_cpu) for one in points],
        "database": [(one.requests_per_second, one.database_cpu) for one in points],
    }
    found = {}
    for name, several in used.items():
        busy = [(rate, use * servers[name]) for rate, use in several if use is not None]
        end = _end(through(busy), servers[name])
        if end is not None:
            found[name] = end
    return found


def _end(line: Line | None, servers: float) -> Ends | None:
    """Where the line and its two sides reach all servers; None without a line, or where it does not climb."""
    if line is None or line.slope <= 0:
        return None
    expected = (servers - line.level) / line.slope
    low = _reached(line, 1.0, servers, expected)
    high = _reached(line, -1.0, servers, expected)
    return None if low is None else Ends(low=low, expected=expected, high=high)


def _reached(line: Line, side: float, servers: float, expected: float) -> float | None:
    """The rate at which the line plus (or minus) its interval is `servers`; None where it never is."""

    def short(rate: float) -> bool:
        return line.at(rate) + side * line.aside(rate) < servers

    low, high = (0.0, expected) if side > 0 else (expected, expected * 100)
    if not short(low) or short(high):
        return None
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if short(middle) else (low, middle)
    return (low + high) / 2


def sure(
    vitals: Vitals,
    points: Sequence[LoadPoint],
    most: float,
    seen: Network,
    none_recorded: str = "",
) -> Sure:
    """What the figures rest on, and what speaks against them.

    Args:
        most: requests per second at the end.
        seen: what the figures are worked out from; they have an interval where its fullest station has one.
        none_recorded: why nothing came of what a monitoring server recorded.
    """
    interval = seen.bottleneck().span is not None
    doubts = [
        *_one_load(points, interval, none_recorded),
        *_far(points, most),
        *_idle(vitals),
        *_sessions(vitals),
        *_times(seen, points),
        *_sources(vitals),
    ]
    return Sure(
        load_points=len(points), interval=interval, loads=tuple(points), doubts=tuple(doubts)
    )


def _one_load(points: Sequence[LoadPoint], interval: bool, none_recorded: str) -> list[Doubt]:
    if interval:
        return []
    whole = sum(one.app_cpu is not None and one.database_cpu is not None for one in points)
    count = "one load was" if whole == 1 else f"{whole} loads were"
    some = " with both processors" if whole < len(points) else ""
    says = f"{count} watched{some}, so there is no interval: work per request is taken as constant, and it seldom is"
    if none_recorded:
        says += f"; Prometheus was asked: {none_recorded}"
    settle = (
        f"name your Prometheus with --prometheus-url, or give {LEAST_POINTS} loads as load_points in the file of "
        "--from; busy and quiet hours will do"
    )
    return [Doubt(why="one_load", says=says, settle=settle)]


def _far(points: Sequence[LoadPoint], most: float) -> list[Doubt]:
    largest = max(one.requests_per_second for one in points)
    if most <= FAR * largest:
        return []
    says = f"the end is {most / largest:.2g} times the largest load that was watched"
    return [
        Doubt(why="far", says=says, settle="look again at the day's peak, or try twice the load")
    ]


def _idle(vitals: Vitals) -> list[Doubt]:
    use = max(vitals.number("app_cpu") or 0.0, vitals.number("database_cpu") or 0.0)
    if use >= IDLE:
        return []
    says = f"nothing is busier than {use:.0%}, and part of that is not the requests' work: it may carry more"
    return [Doubt(why="idle", says=says, settle="look again at the day's peak")]


def _sessions(vitals: Vitals) -> list[Doubt]:
    if (vitals.number("session_cost_share") or 0.0) < vitals.line(NOTABLE):
        return []
    says = "opening sessions grows dearer with load, so it breaks earlier than this"
    return [Doubt(why="sessions", says=says, settle="measure again after pool")]


def _times(seen: Network, points: Sequence[LoadPoint]) -> list[Doubt]:
    """Where response times were watched beside the loads: whether the curve has them."""
    pairs = [
        (one.p95_ms / 1000, times(seen, one.requests_per_second).p95)
        for one in points
        if one.p95_ms
    ]
    ratios = [real / told for real, told in pairs if 0 < told < inf]
    if len(ratios) < LEAST_POINTS or 1 / OFF <= (off := median(ratios)) <= OFF:
        return []
    says = f"p95 was {off:.2g} times the curve's at the loads that were watched: trust its load, not its times"
    settle = (
        "look at --metrics-url and --database-url together to see what requests wait for besides"
    )
    return [Doubt(why="times", says=says, settle=settle)]


def _sources(vitals: Vitals) -> list[Doubt]:
    names = ("requests_per_second", "app_cpu", "database_cpu", "database_cores")
    facts = [fact for name in names if (fact := vitals.fact(name)) is not None]
    told = [one.name for one in facts if is_told(one)]
    poor = [one.name for one in facts if one.confidence is Confidence.LOW and not is_told(one)]
    found = []
    if told:
        says = f"{', '.join(told)} {_are(told)} told, not measured"
        found.append(Doubt(why="told", says=says, settle="name the running systems to measure"))
    if poor:
        says = f"{', '.join(poor)} {_are(poor)} of low confidence"
        settle = "watch longer: --seconds 60"
        found.append(Doubt(why="low_confidence", says=says, settle=settle))
    return found


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
