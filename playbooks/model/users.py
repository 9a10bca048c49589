"""What so many users get who each wait for the answer before they ask again: exact mean value analysis.

Source: Reiser and Lavenberg, "Mean-Value Analysis of Closed Multichain Queuing Networks", Journal of the ACM 27
(1980), with load-dependent stations for several servers.
"""

from dataclasses import dataclass

from playbooks.model.network import Network, Station
from playbooks.model.steady import SPREAD, gamma_95


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Requests per second, their times in seconds, and the station that is fullest, with its use."""

    users: int
    rate: float
    mean: float
    p95: float
    fullest: str
    use: float


def served(network: Network, users: int, think: float = 0.0) -> Served:
    """The steady state with this many users; `think` is the seconds that each waits between two requests."""
    stations, delay = network.queues()
    chances = {one.name: [1.0] for one in stations}
    rate, inside = 0.0, {one.name: one.demand for one in stations}
    for count in range(1, max(1, users) + 1):
        inside = {one.name: _residence(one, chances[one.name], count) for one in stations}
        rate = count / (think + delay + sum(inside.values()))
        for one in stations:
            chances[one.name] = _queue(one, chances[one.name], rate, count)
    mean = delay + sum(inside.values())
    fullest = max(stations, key=lambda one: rate / one.ceiling)
    variance = (
        sum(_spread(one, inside[one.name]) for one in stations) + (SPREAD * network.delay) ** 2
    )
    return Served(
        users=users,
        rate=rate,
        mean=mean,
        p95=gamma_95(mean, variance),
        fullest=fullest.name,
        use=min(1.0, rate / fullest.ceiling),
    )


def _speed(one: Station, count: int) -> float:
    return min(float(count), one.servers)


def _residence(one: Station, chances: list[float], count: int) -> float:
    """Seconds in the station for an arrival that finds the queue of one user fewer."""
    return sum(
        found * one.demand / _speed(one, found) * chances[found - 1]
        for found in range(1, count + 1)
    )


def _queue(one: Station, chances: list[float], rate: float, count: int) -> list[float]:
    """The chance to find so many in the station, from the chances with one user fewer."""
    longer = [
        rate * one.demand / _speed(one, found) * chances[found - 1] for found in range(1, count + 1)
    ]
    return [max(0.0, 1.0 - sum(longer)), *longer]


def _spread(one: Station, inside: float) -> float:
    """Variance of the time in a station: so many services in a row, each with a spread of its own mean."""
    each = one.demand / min(one.servers, max(1.0, inside / one.demand))
    return inside * each
