"""How many days until a limit is reached: at a steady slope, at a steady factor, at a slope that grows by a factor.

Source: arithmetic. A slope for what is filled up (disk, keys), a factor for what follows the load (processors), both
for what the load fills up.
"""

from math import inf, log

YEAR = 365.0


def linear(now: float, limit: float, per_day: float) -> float:
    """Days until `limit` at this growth per day; infinite without growth, 0 when it is reached."""
    if now >= limit:
        return 0.0
    return (limit - now) / per_day if per_day > 0 else inf


def exponential(now: float, limit: float, per_year: float) -> float:
    """Days until `limit` when the quantity grows by the factor `per_year` in a year (2 = doubles)."""
    if now >= limit:
        return 0.0
    return YEAR * log(limit / now) / log(per_year) if now > 0 and per_year > 1 else inf


def quickening(days: float, per_year: float) -> float:
    """Days until what would last `days` at today's rate is full, when the rate itself grows by `per_year` in a year.

    What is filled is the integral of the rate: rate x (g^t - 1) / ln g, t in years; infinite where a rate that
    falls never fills it.
    """
    slope = log(per_year) / YEAR if per_year > 0 else -inf
    if abs(slope) * days < 1e-9:
        return days
    left = 1 + days * slope
    return log(left) / slope if left > 0 else inf
