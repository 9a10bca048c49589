"""Is a transaction open for five minutes or longer?

Why: vacuum may not remove a row version that any open transaction could still see, in the whole database: tables
grow, index scans slow down, and the locks that it took stay taken.
What to do: end it, find the code that waits for something else inside a transaction, work in smaller batches.
Source: 5 minutes are pgFirstAid's bar, an hour is pgassistant's for high. One that sits idle is told by
postgres.idle_in_transaction, one statement that runs long by postgres.long_query: neither is told twice.
"""

from checks.core import Finding, Report, Severity
from checks.live import count, seen, span
from checks.postgres._sessions import judged, who
from checks.probes.postgres import Postgres, Session

ADVICE = True
LONG_S = 300.0
VERY_LONG_S = 3600.0


def check(postgres: Postgres) -> Report:
    """Fires for each transaction of five minutes that is made of many statements; HIGH from an hour."""
    return judged(postgres, _rule, "no transaction is open for five minutes or longer")


def _rule(one: Session) -> Finding | None:
    age = one.transaction_s or 0.0
    told = one.state.startswith("idle in") or (one.query_s or 0.0) >= LONG_S
    if age < LONG_S or told:
        return None
    held = f"; {count(one.xid_age)} transactions began since its snapshot" if one.xid_age else ""
    return Finding(
        message=f"{who(one)} has a transaction open for {span(age)}{held}",
        remedy=f"SELECT state, wait_event_type, query FROM pg_stat_activity WHERE pid = {one.pid};"
        f" end it: SELECT pg_terminate_backend({one.pid});",
        severity=Severity.HIGH if age >= VERY_LONG_S else Severity.MEDIUM,
        facts=(seen("transaction_s", age, "s", f"pg_stat_activity, pid {one.pid}"),),
    )
