"""Vitals from a look at PgBouncer: that it is there, its mode, and how long clients wait for a server session.

Its totals give the mean wait of a transaction, not the 95th percentile that the vital asks for. The mean is given, as a
lower bound that says so: where it is already too long, the percentile is longer.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured, window
from checks.probes.pgbouncer import PgBouncer
from checks.vitals import words_of

ENOUGH = 1000
"""Transactions before a mean is trusted (this tool's default)."""


def facts(pgbouncer: PgBouncer) -> tuple[Fact, ...]:
    """Every vital that this look fills."""
    return tuple(_facts(pgbouncer))


def _facts(pgbouncer: PgBouncer) -> Iterator[Fact]:
    yield measured("pooler", "pgbouncer", f"SHOW VERSION: {pgbouncer.version}")
    yield from _pools(pgbouncer)
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


def _pools(pgbouncer: PgBouncer) -> Iterator[Fact]:
    """The mode where all pools have the same one, and the longest wait that was seen."""
    pools = pgbouncer.pools or ()
    modes = {one.mode for one in pools if one.mode in words_of("pooler_mode")}
    if len(modes) == 1:
        yield measured("pooler_mode", modes.pop(), "SHOW POOLS: pool_mode")
    if pools:
        longest = max(pools, key=lambda one: one.longest_wait_s)
        yield measured(
            "pooler_max_wait_s",
            longest.longest_wait_s,
            f"SHOW POOLS: maxwait of {longest.database} for {longest.user}",
            window=f"{pgbouncer.samples} samples",
            confidence=Confidence.MEDIUM,
        )
