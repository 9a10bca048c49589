"""What more users would get, from a load test's own table: requests per second and times, each with an interval.

Needs three loads or more with their users, their p95 and the use of both processors. By Little's law users over
requests per second are the mean time, so that the table need not have it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.probes.given import LoadPoint
from checks.vitals import Vitals
from playbooks.model.calibrated import Calibrated, Point, Setup, Told, calibrated
from playbooks.model.network import Network, Refused

TIMES = (2, 4)
"""Of the most users that were watched: what is asked about."""


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
    servers = {one.name: one.servers for one in seen.stations}
    found = [_point(one, servers) for one in points]
    table = [one for one in found if one is not None]
    shared = bool(vitals.number("co_located"))
    model = calibrated(
        table,
        Setup(cores=servers["database"], processes=servers["application"], shared=shared),
    )  # fmt: skip
    if not isinstance(model, Calibrated):
        return ()
    told = {times * model.largest: model.told(times * model.largest) for times in TIMES}
    return tuple(_beyond(users, one) for users, one in told.items() if not isinstance(one, Refused))


def _point(one: LoadPoint, servers: dict[str, float]) -> Point | None:
    if not one.users or one.app_cpu is None or one.database_cpu is None or one.p95_ms is None:
        return None
    rate = one.requests_per_second
    return Point(
        users=round(one.users),
        rate=rate,
        mean=one.users / rate,
        p95=one.p95_ms / 1000,
        application=one.app_cpu * servers["application"] / rate,
        database=one.database_cpu * servers["database"] / rate,
        others=0.0,
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
