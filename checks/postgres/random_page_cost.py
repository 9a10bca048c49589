"""Is a random read priced as on a spinning disk, while the clock says that it costs next to nothing?

Why: random_page_cost = 4 makes the planner prefer reading whole tables to jumping through an index. On solid state,
or with the data in the operating system's memory, that price is wrong: planner and clock disagree.
What to do: 1.1, for the database first; compare the plans of the slow statements before and after.
Source: 1.1 on SSD is pgtune's value and the ladder's, 4.0 the default (pg-extras reports it). The clock: under half a
millisecond a block over 10,000 reads with track_io_timing on; a seek of a disk takes 5 to 10 ms (this tool's
default).
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.sql import quoted

ADVICE = True
SPINNING = 4.0
FAST_MS = 0.5
ENOUGH_READS = 10_000


def check(postgres: Postgres) -> Report:
    """Fires at 4 or more when blocks are read in under half a millisecond."""
    if (report := unread(postgres.missing, "settings", "counters")) is not None:
        return report
    price, counters = postgres.setting("random_page_cost"), postgres.counters
    if price is None or counters is None:
        return few("the setting or the counters are not known")
    if counters.read_ms <= 0 or counters.blocks_read < ENOUGH_READS:
        return few(
            "reads were not timed (ALTER SYSTEM SET track_io_timing = on), or fewer than"
            f" {ENOUGH_READS:,} blocks were read"
        )
    each_ms = counters.read_ms / counters.blocks_read
    found = Finding(
        message=f"random_page_cost is {price:g}, as for a spinning disk, but a block is read in {each_ms:.2g} ms"
        f" ({counters.blocks_read:,} reads): the planner shuns indexes that the clock would like",
        remedy=f"ALTER DATABASE {quoted(postgres.database)} SET random_page_cost = 1.1; in new sessions compare EXPLAIN"
        " of the slow statements; back: RESET random_page_cost",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(
            seen("random_page_cost", price, "1", "pg_settings"),
            seen("read_ms", each_ms, "ms", "pg_stat_database", window(postgres.counted_s)),
        ),
    )
    return one(
        found if price >= SPINNING and each_ms < FAST_MS else None,
        window=window(postgres.counted_s),
        note=f"random_page_cost is {price:g}, a block is read in {each_ms:.2g} ms",
    )
