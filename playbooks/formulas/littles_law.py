"""How many requests are in flight: the rate times the time that each takes.

Source: J. D. C. Little, "A Proof for the Queuing Formula: L = lambda W", Operations Research 9 (1961). The growth
of waiting is that of a single queue with random arrivals (M/M/1).
"""


def concurrency(rate_per_second: float, seconds: float) -> float:
    """Requests in flight on average, at this rate and this time in the system."""
    return rate_per_second * seconds


def closed_loop_rate(users: float, seconds: float, think_seconds: float = 0.0) -> float:
    """Requests per second of so many users who wait for each answer (and think) before they ask again."""
    return users / (seconds + think_seconds)


def stretch(use: float) -> float:
    """Time in the system over service time at this use (0 to below 1): 3.3 at 70 %, 10 at 90 %.

    Raises:
        ValueError: the use is not from 0 to below 1; a full queue has no end.
    """
    if not 0 <= use < 1:
        raise ValueError(f"use must be from 0 to below 1, not {use}")
    return 1 / (1 - use)
