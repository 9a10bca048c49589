"""Do transactions deadlock again and again?

Why: the server ends one of them after deadlock_timeout (a second): its user sees an error, its work is done twice,
and both waited with their locks held.
What to do: take locks in one order everywhere (sort the rows by key before updating them), keep transactions short.
Source: 5 a minute are awesome-prometheus-alerts' bar for an alert; one an hour over a day, and at least three, this
tool's default for a finding, as each is an error that somebody saw.
"""

from checks.core import Finding, Report, Severity
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres

ADVICE = True
HOUR_S = 3600.0
FEW = 3
OFTEN = 300.0
ENOUGH_S = 60.0


def check(postgres: Postgres) -> Report:
    """Fires from three deadlocks at one an hour or faster; HIGH at five a minute."""
    if (report := unread(postgres.missing, "counters")) is not None:
        return report
    counters, seconds = postgres.counters, postgres.counted_s
    if counters is None or seconds is None or seconds < ENOUGH_S:
        return few("deadlocks were counted for less than a minute")
    rate = counters.deadlocks / (seconds / HOUR_S)
    fires = counters.deadlocks >= FEW and rate >= 1
    return one(
        _finding(counters.deadlocks, rate, seconds) if fires else None,
        window=window(seconds),
        note=f"{counters.deadlocks} deadlocks",
    )


def _finding(number: int, rate: float, seconds: float) -> Finding:
    return Finding(
        message=f"{number} deadlocks ({window(seconds)}), {rate:.3g} an hour",
        remedy="ALTER SYSTEM SET log_lock_waits = on; SELECT pg_reload_conf(); the log then shows both statements of"
        " each; lock rows in one order (ORDER BY id FOR UPDATE)",
        severity=Severity.HIGH if rate >= OFTEN else Severity.MEDIUM,
        facts=(seen("deadlocks", number, "1", "pg_stat_database", window(seconds)),),
    )
