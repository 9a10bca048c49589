"""What so many users get who each wait for the answer before they ask again: exact mean value analysis.

Where application and database share one machine it is one station with its rates (`playbooks/model/machine.py`). A
limit on how many requests are at work at once (threads, pooled connections) is a second step: the rates within the
limit become one station, and the rest wait for it in line. Waiting in line is the same for all; the time at work has
the spread that was measured (`playbooks/model/spread.py`).

Source: Reiser and Lavenberg, "Mean-Value Analysis of Closed Multichain Queuing Networks", Journal of the ACM 27
(1980), with load-dependent stations; limits as in Lazowska, Zahorjan, Graham and Sevcik, "Quantitative System
Performance" (1984), chapter 9; processor sharing: Kleinrock, "Time-shared Systems", Journal of the ACM 14 (1967).
"""

from collections.abc import Callable
from dataclasses import dataclass

from playbooks.model import machine
from playbooks.model.machine import Rates
from playbooks.model.network import Network, Station
from playbooks.model.spread import Spread
from playbooks.model.steady import SPREAD, gamma_95

Growing = Callable[[int], Network]
"""The network with so many requests at work at once: what one needs may change with their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Requests per second, their times in seconds, and the station that is fullest, with its use."""

    users: int
    rate: float
    mean: float
    p95: float
    fullest: str
    use: float
    turns: float
    """Seconds that a request waits for a processor of the application: for the threads before it."""


def served(
    network: Network | Growing,
    users: int,
    think: float = 0.0,
    spread: Spread | None = None,
    few: bool = False,
) -> Served:
    """The steady state with this many users.

    Args:
        network: constant, or by how many requests are at work at once.
        think: seconds that each user waits between two requests.
        spread: of the time at work, where it was measured: kinds of requests differ more than queues alone say.
            None takes what the queues say.
        few: the time elsewhere is that of few requests, so that the 95th percentile of all does not see it.
    """
    users = max(1, users)
    at = network if callable(network) else lambda _: network
    most = min(users, at(1).limit or users)
    stations, there = _stations(at, most)
    inside, chances = _solved(stations, most, at(most).delay)
    rate, waiting = _outer(inside, users, think)
    busy, work = at(most), max(users / rate - think - waiting, 0.0)
    turns = min(work, _turns(busy, chances, there, inside[most]))
    elsewhere = 0.0 if few or spread is None else min(work, busy.delay)
    here = work if spread is None else max(0.0, work - busy.delay)
    variance = (
        _variance(busy, work) if spread is None else spread.variance(max(0.0, here - turns), turns)
    )
    first = min(busy.queues()[0], key=lambda one: one.ceiling)
    return Served(
        users=users,
        rate=rate,
        mean=work + waiting,
        p95=elsewhere + gamma_95(here + waiting, variance + waiting / rate),
        fullest=first.name,
        use=min(1.0, rate / first.ceiling),
        turns=turns,
    )


def _turns(network: Network, chances: list[list[float]], there: Rates | None, rate: float) -> float:
    """Seconds that a request is in the application and not served: by Little's law, from how many are there."""
    names = [one.name for one in network.stations]
    if "application" not in names:
        return 0.0
    place = names.index("application")
    if there is not None:
        mean = sum(many * one for many, one in zip(there, chances[-1], strict=True))
    else:
        mean = sum(many * one for many, one in enumerate(chances[place]))
    return max(0.0, mean / rate - network.stations[place].demand)


def _stations(at: Growing, most: int) -> tuple[list[Rates], Rates | None]:
    """The rates of every station by how many are in it; one machine that is shared is one station, the last.

    Of that one also how many are in the application; None where there is none.
    """
    shared = {"application", "database"} if at(1).shared_cores else set()
    found = [
        (0.0, *(_rate(at(count), one.name, count) for count in range(1, most + 1)))
        for one in at(1).stations
        if one.name not in shared
    ]
    if not shared:
        return found, None
    whole, there = machine.rates(at, most)
    return [*found, whole], there


def _rate(network: Network, name: str, count: int) -> float:
    one = next(each for each in network.stations if each.name == name)
    return min(float(count), one.servers) / one.demand


def _outer(inside: Rates, users: int, think: float) -> tuple[float, float]:
    """Requests per second, and the seconds that one waits in line for its turn inside the limit."""
    limit = len(inside) - 1
    rates = tuple(inside[min(count, limit)] for count in range(users + 1))
    if not think:
        return rates[users], max(0, users - limit) / rates[users]
    solved, chances = _solved([rates], users, think)
    outside = sum(max(0, count - limit) * chance for count, chance in enumerate(chances[0]))
    return solved[users], outside / solved[users]


def _solved(stations: list[Rates], users: int, delay: float) -> tuple[Rates, list[list[float]]]:
    """Requests per second with 0, 1, 2, ... of them, and by station the chance to find so many in it with all."""
    chances, found = [[1.0] for _ in stations], [0.0]
    for count in range(1, users + 1):
        times = [_residence(one, seen, count) for one, seen in zip(stations, chances, strict=True)]
        rate = count / (delay + sum(times))
        found.append(rate)
        chances = [
            _queue(one, seen, rate, count) for one, seen in zip(stations, chances, strict=True)
        ]
    return tuple(found), chances


def _residence(rates: Rates, chances: list[float], count: int) -> float:
    """Seconds in the station for an arrival that finds the queue of one user fewer."""
    return sum(found / rates[found] * chances[found - 1] for found in range(1, count + 1))


def _queue(rates: Rates, chances: list[float], rate: float, count: int) -> list[float]:
    """The chance to find so many in the station, from the chances with one user fewer."""
    longer = [rate / rates[found] * chances[found - 1] for found in range(1, count + 1)]
    return [max(0.0, 1.0 - sum(longer)), *longer]


def _variance(network: Network, work: float) -> float:
    """Variance of the time at work: in each queue so many services in a row, each with a spread of its own mean."""
    stations, _ = network.queues()
    needs = sum(one.demand for one in stations)
    inside = max(0.0, work - network.delay)
    return sum(_spread(one, inside * one.demand / needs) for one in stations) + (
        SPREAD * network.delay
    ) ** 2  # fmt: skip


def _spread(one: Station, inside: float) -> float:
    each = one.demand / min(one.servers, max(1.0, inside / one.demand))
    return inside * each
