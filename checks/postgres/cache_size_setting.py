"""Does the planner believe in a file cache far smaller than the machine has?

Why: effective_cache_size allocates nothing: it tells the planner how likely a page is in memory. Set too low, it
takes index scans for dear and reads whole tables instead.
What to do: half to three quarters of the machine's memory; a reload is enough.
Source: 50 to 75 % of RAM are the ladder's and pgtune's values; under a quarter is this tool's bar for a finding. The
machine's memory is measured where the server runs here, else told (--tell database_memory_bytes=...).
"""

from checks.core import Finding, Report, Severity, unknown
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import percent, size
from checks.vitals import Vitals

ADVICE = True
LEAST = 0.25
GOOD = 0.6


def check(postgres: Postgres, vitals: Vitals) -> Report:
    """Fires under a quarter of the machine's memory."""
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    memory = vitals.number("database_memory_bytes")
    believed = postgres.setting("effective_cache_size")
    if not memory:
        return unknown("the memory of the database's machine is not known", "database_memory_bytes")
    if believed is None:
        return few("effective_cache_size is not known")
    share = believed / memory
    found = Finding(
        message=f"effective_cache_size is {size(believed)} on a machine of {size(memory)} ({percent(share)}): the"
        " planner takes index scans for dearer than they are",
        remedy=f"ALTER SYSTEM SET effective_cache_size = '{memory * GOOD / 1024**2:.0f}MB'; SELECT pg_reload_conf();",
        severity=Severity.LOW,
        facts=(seen("effective_cache_share", share, "ratio", "derived from pg_settings"),),
    )
    return one(found if share < LEAST else None, note=f"effective_cache_size is {percent(share)}")
