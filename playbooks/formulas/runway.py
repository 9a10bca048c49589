"""How many days until a limit is reached, at a steady slope or at a steady factor.

Source: arithmetic. A slope for what is filled up (disk, keys), a factor for what follows the load (processors).
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
