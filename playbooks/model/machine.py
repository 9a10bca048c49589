"""One machine that runs the application and the database: requests per second with so many requests at work.

A request is either in the application, of which as many run at once as there are processes (the threads of one
interpreter take turns), or in the database, of which every session may run. What can run shares the cores in equal
parts; what else a request costs there (the load client, a cache, the kernel) takes its part of the cores away.
With exponential times that is a birth-death chain with an exact solution; how many times a request changes sides
does not matter to it. The rates by number of requests then stand for the whole machine in the larger network.

Source: birth-death chains: Kleinrock, "Queueing Systems" volume 1 (1975), chapter 3; a part of a network that is
replaced by its rates: Chandy, Herzog and Woo, "Parametric Analysis of Queuing Networks", IBM Journal 19 (1975).
"""

from collections.abc import Callable
from itertools import pairwise
from math import exp, log

from playbooks.model.network import Network

ROUNDS = 40
"""Rounds for the part of the cores that others take; each halves the error."""
LEAST_CORES = 0.1
"""Of a core that is left however much others take, so that every rate is finite."""
Rates = tuple[float, ...]
"""A figure by how many requests there are, from 0 on."""


def rates(at: Callable[[int], Network], most: int) -> tuple[Rates, Rates]:
    """Requests per second with 0, 1, 2, ... `most` requests on it, and how many of them are in the application then.

    Args:
        at: what each needs beside so many.
    """
    solved = [(0.0, 0.0), *(_solved(at(inside), inside) for inside in range(1, most + 1))]
    return tuple(rate for rate, _ in solved), tuple(there for _, there in solved)


def _solved(network: Network, inside: int) -> tuple[float, float]:
    """Requests per second with so many on the machine, and how many of them are in the application on average.

    What others take grows with what is done.
    """
    by_name = {one.name: one for one in network.stations}
    application, database = by_name["application"], by_name["database"]
    if not network.others:
        cores = network.shared_cores
        return _chain(
            inside, application.demand, database.demand, cores, application.servers
        )  # fmt: skip
    low, high = 0.0, network.shared_cores / (application.demand + database.demand)
    found = (0.0, 0.0)
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        left = max(LEAST_CORES, network.shared_cores - middle * network.others)
        found = _chain(inside, application.demand, database.demand, left, application.servers)
        low, high = (middle, high) if found[0] > middle else (low, middle)
    return (low + high) / 2, found[1]


def _chain(
    inside: int, application: float, database: float, cores: float, most: float
) -> tuple[float, float]:
    """Requests per second of the chain over how many are in the application, and their mean."""
    speeds = [_speeds(one, inside - one, cores, most) for one in range(inside + 1)]
    logs = [0.0]  # products of many ratios leave the range of numbers; their logarithms do not
    for (_, arrives), (leaves, _) in pairwise(speeds):
        logs.append(logs[-1] + log(arrives * application / (leaves * database)))
    largest = max(logs)
    chances = [exp(one - largest) for one in logs]
    whole = sum(chances)
    done = sum(chance * speed for chance, (speed, _) in zip(chances, speeds, strict=True))
    there = sum(number * chance for number, chance in enumerate(chances))
    return done / application / whole, there / whole


def _speeds(
    in_application: int, in_database: int, cores: float, most: float
) -> tuple[float, float]:
    """Cores at work for each side: all that can run have equal parts, none more than one core."""
    running = min(float(in_application), most)
    part = min(1.0, cores / (running + in_database))
    return running * part, in_database * part
