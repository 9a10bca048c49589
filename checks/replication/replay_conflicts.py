"""Does replay cancel queries on this replica again and again?

Why: when the primary's vacuum removes rows that a query here still reads, replay waits max_standby_streaming_delay
and then ends the query: its user sees an error that nothing in the application explains.
What to do: short queries here, a longer delay for a replica of reports, or hot_standby_feedback, which lets the
primary keep dead rows for it.
Source: PostgreSQL's documentation, "Handling Query Conflicts" (26.4.2). One an hour and at least three are this
tool's default, as each is an error that somebody saw.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres

ADVICE = True
FEW = 3
HOUR_S = 3600.0
ENOUGH_S = 60.0


def check(postgres: Postgres) -> Report:
    """Fires on a replica from three cancelled queries at one an hour or faster."""
    if not postgres.in_recovery:
        return not_applicable("this server is no replica")
    if (report := unread(postgres.missing, "counters")) is not None:
        return report
    counters, seconds = postgres.counters, postgres.counted_s
    if counters is None or seconds is None or seconds < ENOUGH_S:
        return few("conflicts were counted for less than a minute")
    rate = counters.conflicts / (seconds / HOUR_S)
    found = Finding(
        message=f"replay cancelled {counters.conflicts} queries on this replica ({window(seconds)})",
        remedy="SELECT * FROM pg_stat_database_conflicts; then ALTER SYSTEM SET max_standby_streaming_delay = '5min';"
        " for reports, or hot_standby_feedback = on; SELECT pg_reload_conf();",
        severity=Severity.MEDIUM,
        facts=(seen("conflicts", counters.conflicts, "1", "pg_stat_database", window(seconds)),),
    )
    fires = counters.conflicts >= FEW and rate >= 1
    return one(
        found if fires else None, window=window(seconds), note=f"{counters.conflicts} conflicts"
    )
