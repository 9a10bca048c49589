"""Is a prepared transaction left that nobody finishes?

Why: it outlives its session and every restart, keeps its locks and holds vacuum back in the whole cluster until
somebody commits it or rolls it back; nothing in the application's own logs shows it.
What to do: ask the transaction manager that prepared it; else roll it back by hand.
Source: PostgreSQL's documentation of PREPARE TRANSACTION warns to keep them short; five minutes and, for HIGH, an
hour are pgFirstAid's and pgassistant's bars for an open transaction.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import count, each, seen, span, unread
from checks.probes.postgres import Postgres, Prepared
from checks.sql import quoted

ADVICE = True
LONG_S = 300.0
VERY_LONG_S = 3600.0


def check(postgres: Postgres) -> Report:
    """Fires for each prepared transaction of five minutes; HIGH from an hour."""
    if (report := unread(postgres.missing, "prepared")) is not None:
        return report
    if not postgres.prepared:
        return not_applicable("no transaction is prepared")
    return each(
        postgres.prepared,
        _finding,
        total=len(postgres.prepared),
        note=f"{len(postgres.prepared)} prepared transactions, all young",
        too_few="no transaction is prepared",
    )


def _finding(one: Prepared) -> Finding | None:
    if one.age_s < LONG_S:
        return None
    name = one.name.replace("'", "''")
    return Finding(
        message=f"transaction {one.name!r} in database {quoted(one.database)} was prepared {span(one.age_s)} ago and"
        f" never finished; {count(one.xid_age)} transactions began since",
        remedy=f"in that database: COMMIT PREPARED '{name}'; or ROLLBACK PREPARED '{name}';",
        severity=Severity.HIGH if one.age_s >= VERY_LONG_S else Severity.MEDIUM,
        facts=(seen("prepared_s", one.age_s, "s", "pg_prepared_xacts"),),
    )
