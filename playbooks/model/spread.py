"""What the time at work varies by: kinds of requests that differ in size, and turns at one interpreter.

A processor that is shared in equal parts gives a request of twice the size twice the time, however many share it: the
standard deviation stays the same part of the mean. Threads of one interpreter take turns: where every request takes
about as many, each waits for the others' before it whatever its own size. Such waits add up, and so do their variances:
the variance then grows with the waiting and not with its square. Which of the two it is, a few light loads cannot say
(where the kinds differ in their number of turns it is the first one again), so both are fitted and weighted by how well
they fit, as in `playbooks/model/demand.py`; the ends are those of the one that says less and of the other.

Sources: processor sharing: Kleinrock, "Time-shared Systems", Journal of the ACM 14 (1967); threads of CPython take
turns at its lock: https://docs.python.org/3/library/sys.html#sys.setswitchinterval; variances whose error grows with
their size are fitted by reweighted least squares: McCullagh and Nelder, "Generalized Linear Models" (1989), chapter 8.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, sqrt

ROUNDS = 30
"""Rounds of reweighting; each starts from the last one's fit."""
FITS = 0.05
"""Weight from which one of the two is part of the interval, as in `demand.py`."""
NOISE = 0.25
"""How far a variance lies off at least, as a logarithm: 95th percentiles of the same load of a few seconds differed by
an eighth from one time to the next on the demo, and their squares by twice that. No law fits better than that tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Two laws of the variance of the time at work, and how much the first is to be believed."""

    sizes: float
    """First law: standard deviation over mean of all of it."""
    weight: float = 1.0
    """Of the first law, from 0 to 1."""
    own: float = 0.0
    """Second law: standard deviation over mean of what is no waiting for turns,"""
    turn: float = 0.0
    """and seconds of variance for each second of such waiting."""

    def variance(self, shared: float, turns: float) -> float:
        """Of a request that was at work for so many seconds, and waited so many more for its turns."""
        first, second = self.laws(shared, turns)
        return self.weight * first + (1 - self.weight) * second

    def laws(self, shared: float, turns: float) -> tuple[float, float]:
        """What each law says."""
        return (self.sizes * (shared + turns)) ** 2, (self.own * shared) ** 2 + self.turn * turns

    def times(self, factor: float) -> "Spread":
        """With so many times the variance."""
        root = sqrt(factor)
        return replace(self, sizes=self.sizes * root, own=self.own * root, turn=self.turn * factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A watched load: seconds at work, seconds of waiting for turns, and the variance of both together."""

    shared: float
    turns: float
    variance: float


def fit(seen: Sequence[Seen]) -> tuple[Spread, Spread, Spread]:
    """The least that the loads show, what is expected, and the most."""
    seen = [one for one in seen if one.variance > 0 and one.shared + one.turns > 0]
    if not seen:
        nothing = Spread(sizes=0.0)
        return nothing, nothing, nothing
    sizes = sqrt(sum(one.variance / (one.shared + one.turns) ** 2 for one in seen) / len(seen))
    own, turn = _second(seen)
    both = Spread(sizes=sizes, own=sqrt(own), turn=turn)
    pairs = [both.laws(one.shared, one.turns) for one in seen]
    ratios = [[one.variance / max(pair[law], 1e-12) for one, pair in zip(seen, pairs, strict=True)]
              for law in (0, 1)]  # fmt: skip
    likely = [max(NOISE, _error(one)) ** -len(seen) for one in ratios]
    weight = likely[0] / sum(likely)
    least = replace(both, weight=0.0 if weight < 1 - FITS else 1.0)
    most = replace(both, weight=1.0 if weight > FITS else 0.0)
    return (
        least.times(min(1.0, *ratios[0], *ratios[1])),
        replace(both, weight=weight),
        most.times(max(1.0, *ratios[0], *ratios[1])),
    )


def _error(ratios: Sequence[float]) -> float:
    """How far the loads lie from the law: the root mean square of their logarithms."""
    return sqrt(sum(log(one) ** 2 for one in ratios) / len(ratios))


def _second(seen: Sequence[Seen]) -> tuple[float, float]:
    """The two factors of the second law, neither below nothing."""
    own, turn = _solved(seen, [1 / one.variance for one in seen])
    for _ in range(ROUNDS):
        told = [max(own * one.shared**2 + turn * one.turns, 1e-12) for one in seen]
        own, turn = _solved(seen, [1 / one for one in told])
    return own, turn


def _solved(seen: Sequence[Seen], weights: Sequence[float]) -> tuple[float, float]:
    """Least squares with these weights of the rows."""
    rows = [(one.shared**2 * by, one.turns * by, one.variance * by)
            for one, by in zip(seen, weights, strict=True)]  # fmt: skip
    a, b = sum(one * one for one, _, _ in rows), sum(one * one for _, one, _ in rows)
    both = sum(one * other for one, other, _ in rows)
    left, right = sum(one * v for one, _, v in rows), sum(one * v for _, one, v in rows)
    whole = a * b - both**2
    if whole > 1e-9 * a * b:
        own, turn = (left * b - right * both) / whole, (right * a - left * both) / whole
        if own >= 0 and turn >= 0:
            return own, turn
        if own < 0:
            return 0.0, right / b
    return left / a if a else 0.0, 0.0
