"""What more users would get, from a load test's own table: requests per second and times, each with an interval.

Needs three loads or more with their users, their p95 and the use of both processors. By Little's law users over
requests per second are the mean time, so that the table need not have it. What is busy at
rest is taken off first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.probes.given import LoadPoint
from checks.vitals import Vitals
from playbooks.model.calibrated import Calibrated, Point, Setup, Told, calibrated
from playbooks.model.line import through
from playbooks.model.network import Network, Refused

TIMES = (2, 4)
"""Of the most users that were watched: what is asked about."""
MOST = 300
"""Users that are asked about at most: the exact solution takes the square of their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """So many users at work at once: expected, and the ends that nine cases in ten lie between."""

    users: int
    rate: float
    rate_low: float
    rate_high: float
    p95_ms: float
    p95_low: float
    p95_high: float
    first: str


def beyond(vitals: Vitals, seen: Network, points: Sequence[LoadPoint]) -> tuple[Beyond, ...]:
    """Twice and four times the most users that were watched; nothing where the table does not carry it."""
    table = [row for one in points if (row := _row(one)) is not None]
    servers = {one.name: one.servers for one in seen.stations}
    application, database = servers["application"], servers["database"]
    asleep = _rest([(one.rate, one.application * application) for one in table])
    idle = _rest([(one.rate, one.database * database) for one in table])
    model = calibrated(
        [
            _point(one, one.application * application - asleep, one.database * database - idle)
            for one in table
        ],
        Setup(
            cores=database - idle,
            processes=application - asleep,
            shared=bool(vitals.number("co_located")),
        ),
    )
    if not isinstance(model, Calibrated):
        return ()
    asked = [users for times in TIMES if (users := times * model.largest) <= MOST]
    told = [(users, model.told(users)) for users in asked]
    return tuple(_beyond(users, one) for users, one in told if not isinstance(one, Refused))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A complete row of the table; uses are shares."""

    users: float
    rate: float
    p95_ms: float
    application: float
    database: float
    p50_ms: float | None


def _row(one: LoadPoint) -> _Row | None:
    """The load, where the table has all of it and both sides did something."""
    if not (one.users and one.app_cpu and one.database_cpu and one.p95_ms):
        return None
    return _Row(
        users=one.users, rate=one.requests_per_second, p95_ms=one.p95_ms,
        application=one.app_cpu, database=one.database_cpu, p50_ms=one.p50_ms,
    )  # fmt: skip


def _rest(busy: list[tuple[float, float]]) -> float:
    """Servers that are busy without any request: where the line over the load begins, and no more than the least."""
    line = through(busy)
    return 0.0 if line is None else min(max(0.0, line.level), 0.9 * min(one for _, one in busy))


def _point(one: _Row, application: float, database: float) -> Point:
    """What a request cost of the servers that were busy with requests."""
    return Point(
        users=max(1, round(one.users)),
        rate=one.rate,
        mean=one.users / one.rate,
        p95=one.p95_ms / 1000,
        application=application / one.rate,
        database=database / one.rate,
        others=0.0,
        p50=None if one.p50_ms is None else one.p50_ms / 1000,
    )


def _beyond(users: int, one: Told) -> Beyond:
    return Beyond(
        users=users,
        rate=one.expected.rate,
        rate_low=one.rate[0],
        rate_high=one.rate[1],
        p95_ms=one.expected.p95 * 1000,
        p95_low=one.p95[0] * 1000,
        p95_high=one.p95[1] * 1000,
        first=one.expected.fullest,
    )
