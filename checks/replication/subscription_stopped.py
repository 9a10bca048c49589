"""Has a logical subscription stopped, or has a table of it never come in step?

Why: this database then silently keeps an old state, while the publisher keeps log for it and fills its disk.
What to do: the server's log names the row or the difference that stopped it; repair it, then enable it again.
Source: pgEdge's checks G09-012 and G09-013; PostgreSQL's documentation, "Logical Replication" (29),
pg_subscription_rel and pg_stat_subscription_stats (15 and later).
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, few, seen, unread
from checks.probes.postgres import Postgres, Subscription
from checks.sql import quoted

ADVICE = True


def check(postgres: Postgres) -> Report:
    """Fires for each subscription without a worker, disabled, or with tables that are not in step."""
    if (report := unread(postgres.missing, "subscriptions")) is not None:
        return report
    found = postgres.replication.subscriptions if postgres.replication else None
    if found is None:
        return few("subscriptions were not looked at")
    if not found:
        return not_applicable("this database subscribes to nothing")
    return each(
        found,
        _finding,
        total=len(found),
        note=f"{len(found)} subscriptions work, all tables in step",
        too_few="this database subscribes to nothing",
    )


def _finding(one: Subscription) -> Finding | None:
    name = quoted(one.name)
    if not one.enabled:
        what, remedy = (
            "is disabled",
            f"ALTER SUBSCRIPTION {name} ENABLE; or DROP SUBSCRIPTION {name};",
        )
    elif not one.working:
        what, remedy = (
            "has no worker",
            "read the server's log for its error; is the publisher reachable?",
        )
    elif one.waiting_tables:
        tables = ", ".join(one.waiting_tables[:3])
        what = f"has {len(one.waiting_tables)} tables that are not in step ({tables})"
        remedy = (
            "SELECT srrelid::regclass, srsubstate FROM pg_subscription_rel;"
            f" ALTER SUBSCRIPTION {name} REFRESH PUBLICATION;"
        )
    else:
        return None
    errors = f", {one.errors} errors so far" if one.errors else ""
    return Finding(
        message=f"subscription {name} {what}{errors}",
        remedy=remedy,
        severity=Severity.MEDIUM if one.working else Severity.HIGH,
        facts=(seen("subscription_errors", one.errors or 0, "1", "pg_stat_subscription"),),
    )
