"""Does a session sit idle inside an open transaction for long?

Why: it holds its locks, keeps vacuum from removing dead rows in the whole database, and pins a pooled connection.
What to do: end the transaction before waiting for anything else; let the server end those who forget.
Source: 30 s is pgEdge's bar, 5 minutes pgFirstAid's; PostgreSQL's documentation of
idle_in_transaction_session_timeout.
"""

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Postgres
from checks.sql import quoted

ADVICE = True
LONG_S = 30.0
VERY_LONG_S = 300.0


def check(postgres: Postgres) -> Report:
    """Fires when the longest such wait is 30 s or more; HIGH from five minutes."""
    if (report := unread(postgres.missing, "activity")) is not None:
        return report
    activity = postgres.activity
    if activity is None or activity.sessions == 0:
        return few("no other session is open")
    if activity.hidden == activity.sessions:
        return few("this user may not see other sessions' states: grant pg_read_all_stats")
    longest = activity.longest_idle_in_transaction_s
    idle = sum(n for state, n in activity.by_state.items() if state.startswith("idle in"))
    found = [] if longest < LONG_S else [_finding(postgres, longest, idle)]
    return answer(
        found,
        examined=activity.sessions - activity.hidden,
        total=activity.sessions,
        window=f"{activity.samples} samples",
        note=f"the longest waited {longest:.1f} s inside a transaction",
    )


def _finding(postgres: Postgres, longest: float, idle: float) -> Finding:
    limit = postgres.setting("idle_in_transaction_session_timeout")
    unlimited = " and the server sets no limit" if limit == 0 else ""
    return Finding(
        message=f"{max(idle, 1):.0f} sessions are idle inside a transaction,"
        f" the longest for {longest:.0f} s{unlimited}",
        remedy=f"ALTER DATABASE {quoted(postgres.database)}"
        " SET idle_in_transaction_session_timeout = '60s'; and end transactions before calling others",
        severity=Severity.HIGH if longest >= VERY_LONG_S else Severity.MEDIUM,
        facts=(seen("longest_idle_in_transaction_s", longest, "s", "pg_stat_activity"),),
    )
