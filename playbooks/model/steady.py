"""How long requests take at a given rate: each station as M/M/c, the whole as their sum.

Source: Erlang's formula for the chance to wait (A. K. Erlang, 1917) and the waiting time of M/M/c, as in Kleinrock,
"Queueing Systems" volume 1 (1975). The 95th percentile is that of a gamma distribution with the
sum's mean and variance, which is exact for one M/M/1 station and an approximation for several.
"""

from dataclasses import dataclass
from math import inf, sqrt

from playbooks.model.network import Network, Station

SPREAD = 0.3
"""Standard deviation of the time elsewhere over its mean; this tool's default."""
NORMAL_95 = 1.6449
"""The 95th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Response time of a request in seconds."""

    mean: float
    p95: float


def times(network: Network, rate: float) -> Times:
    """Mean and 95th percentile at this many requests per second; infinite where a station is full."""
    stations, mean = network.queues()
    variance = (SPREAD * network.delay) ** 2
    for one in stations:
        if rate >= one.ceiling:
            return Times(mean=inf, p95=inf)
        part, spread = station(one, rate)
        mean, variance = mean + part, variance + spread
    return Times(mean=mean, p95=gamma_95(mean, variance))


def station(one: Station, rate: float) -> tuple[float, float]:
    """Mean and variance of the time in one station, waiting and service together."""
    chance = waits(one.servers, rate * one.demand)
    drain = (one.servers - rate * one.demand) / one.demand
    wait = chance / drain
    return wait + one.demand, chance * (2 - chance) / drain**2 + one.demand**2


def waits(servers: float, offered: float) -> float:
    """The chance to wait (Erlang C) with so many servers and so many busy on average; servers are rounded up."""
    count = max(1, round(servers))
    if offered >= count:
        return 1.0
    blocked = 1.0
    for number in range(1, count + 1):
        blocked = offered * blocked / (number + offered * blocked)
    use = offered / count
    return blocked / (1 - use * (1 - blocked))


def gamma_95(mean: float, variance: float) -> float:
    """The 95th percentile of a gamma distribution (Wilson and Hilferty, 1931); exact enough from shape 1 on."""
    if mean <= 0 or variance <= 0:
        return mean
    shape = mean**2 / variance
    ninth = 1 / (9 * shape)
    return float(mean * max(0.0, 1 - ninth + NORMAL_95 * sqrt(ninth)) ** 3)


def spread_of(late: float) -> float:
    """Standard deviation over mean of the gamma distribution whose 95th percentile is `late` times its mean."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if gamma_95(1.0, middle**2) < late else (low, middle)
    return low
