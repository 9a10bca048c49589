"""Vitals from a look at PgBouncer: that it is there, and how long clients wait for a server session.

Its totals give the mean wait of a transaction, not the 95th percentile that the vital asks for. The mean is given, as a
lower bound that says so: where it is already too long, the percentile is longer.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured, window
from checks.probes.pgbouncer import PgBouncer

ENOUGH = 1000
"""Transactions before a mean is trusted (this tool's default)."""


def facts(pgbouncer: PgBouncer) -> tuple[Fact, ...]:
    """Every vital that this look fills."""
    return tuple(_facts(pgbouncer))


def _facts(pgbouncer: PgBouncer) -> Iterator[Fact]:
    yield measured("pooler", "pgbouncer", f"SHOW VERSION: {pgbouncer.version}")
    traffic = pgbouncer.traffic or ()
    transactions = sum(one.transactions for one in traffic)
    if transactions == 0:
        return
    sure = Confidence.MEDIUM if transactions >= ENOUGH and pgbouncer.window_s else Confidence.LOW
    yield measured(
        "pool_wait_ms",
        sum(one.wait_ms for one in traffic) / transactions,
        "PgBouncer's mean wait (SHOW STATS): the 95th percentile is usually higher",
        window=window(pgbouncer.window_s),
        confidence=sure,
    )
