"""How many connections a pool should have: as many as the database can serve at once, and no more.

Source: Little's law for what is needed; the HikariCP project's "About Pool Sizing" (2 x cores + spindles) for what
the database can serve at once. The fifth on top is this tool's default.
"""

from math import ceil

from playbooks.formulas.littles_law import concurrency

ROOM = 1.2


def needed(requests_per_second: float, database_ms: float) -> int:
    """Connections that are busy at this rate, with a fifth to spare; at least one."""
    return max(1, ceil(ROOM * concurrency(requests_per_second, database_ms / 1000)))


def served_at_once(cores: float, spindles: float = 1.0) -> int:
    """Connections that the database can work on at once."""
    return max(1, int(2 * cores + spindles))


def each(cores: float, processes: int, spindles: float = 1.0) -> int:
    """The pool of each of so many processes, so that together they fill the database and do not flood it."""
    return max(1, served_at_once(cores, spindles) // max(1, processes))
