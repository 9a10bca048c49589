"""Does shared_buffers take more than two fifths of the machine's memory?

Why: PostgreSQL reads through the operating system's cache too, and sessions need memory of their own: beyond that
point the same page is kept twice and sorts are starved, or the machine swaps.
What to do: bring it to a quarter of the memory and measure again.
Source: 40 % is the limit that PostgreSQL's documentation of shared_buffers names, and postgresqltuner's bar. The
machine's memory is measured where the server runs here, else told (--tell database_memory_bytes=...).
"""

from checks.core import Finding, Report, Severity, unknown
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import percent, size
from checks.vitals import Vitals

ADVICE = True
MOST = 0.4


def check(postgres: Postgres, vitals: Vitals) -> Report:
    """Fires above 40 % of the machine's memory."""
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    memory, buffers = vitals.number("database_memory_bytes"), postgres.setting("shared_buffers")
    if not memory:
        return unknown("the memory of the database's machine is not known", "database_memory_bytes")
    if buffers is None:
        return few("shared_buffers is not known")
    share = buffers / memory
    found = Finding(
        message=f"shared_buffers is {size(buffers)}, {percent(share)} of the machine's {size(memory)}",
        remedy=f"ALTER SYSTEM SET shared_buffers = '{memory / 4 / 1024**2:.0f}MB'; and restart",
        severity=Severity.MEDIUM,
        facts=(seen("shared_buffers_share", share, "ratio", "derived from pg_settings"),),
    )
    return one(found if share > MOST else None, note=f"shared_buffers takes {percent(share)}")
