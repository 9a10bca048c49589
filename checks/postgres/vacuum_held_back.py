"""What keeps vacuum from removing rows that died long ago?

Why: the oldest snapshot of the whole cluster is vacuum's horizon: nothing that died after it can be removed, in any
table, however often vacuum runs. A session, a prepared transaction, a replication slot or a standby can hold it.
What to do: end that one holder; vacuum then does the rest by itself.
Source: 1 million transactions are this tool's bar, since a busy table then carries its dead rows many times over;
HIGH at half of autovacuum_freeze_max_age, from where it leads to wraparound (PostgreSQL's documentation, 24.1.5).
"""

from collections.abc import Iterator

from checks.core import Finding, Report, Severity
from checks.live import answer, count, few, seen, unread
from checks.probes.postgres import Postgres
from checks.sql import quoted

ADVICE = True
OLD = 1_000_000
USUAL_LIMIT = 200_000_000.0
Holder = tuple[int, str, str, str]
"""Age, what it is, where it was seen, how to end it."""


def check(postgres: Postgres) -> Report:
    """Fires for each holder whose horizon is a million transactions old."""
    if (
        report := unread(postgres.missing, "sessions", "prepared", "slots", "standbys")
    ) is not None:
        return report
    if not postgres.sees_all:
        return few("this user may not see what other sessions hold: grant pg_read_all_stats")
    holders = sorted(_holders(postgres), reverse=True)
    limit = postgres.setting("autovacuum_freeze_max_age") or USUAL_LIMIT
    found = [_finding(one, limit) for one in holders if one[0] >= OLD]
    looked_at = len(postgres.activity.listed) if postgres.activity else 0
    return answer(
        found,
        examined=max(1, looked_at + len(holders)),
        total=max(1, looked_at + len(holders)),
        note=f"the oldest horizon is {count(holders[0][0]) if holders else 0} transactions old",
    )


def _holders(postgres: Postgres) -> Iterator[Holder]:
    for session in postgres.activity.listed if postgres.activity else ():
        if session.xid_age is not None:
            yield (session.xid_age, f"session {session.pid} ({session.user}, {session.state})",
                   "pg_stat_activity", f"SELECT pg_terminate_backend({session.pid});")  # fmt: skip
    for one in postgres.prepared or ():
        name = one.name.replace("'", "''")
        yield (one.xid_age, f"prepared transaction {one.name!r} in {quoted(one.database)}",
               "pg_prepared_xacts", f"in that database: ROLLBACK PREPARED '{name}';")  # fmt: skip
    copies = postgres.replication
    for slot in (copies.slots if copies else None) or ():
        if slot.xid_age is not None:
            yield (slot.xid_age, f"replication slot {slot.name}", "pg_replication_slots",
                   f"let its reader catch up, or SELECT pg_drop_replication_slot('{slot.name}');")  # fmt: skip
    for standby in (copies.standbys if copies else None) or ():
        if standby.xid_age is not None:
            yield (standby.xid_age, f"standby {standby.name!r} (hot_standby_feedback)",
                   "pg_stat_replication", "end the long query on that standby")  # fmt: skip


def _finding(holder: Holder, limit: float) -> Finding:
    age, what, where, remedy = holder
    return Finding(
        message=f"{what} keeps vacuum from removing what died in the last {count(age)} transactions",
        remedy=remedy,
        severity=Severity.HIGH if age >= limit / 2 else Severity.MEDIUM,
        facts=(seen("horizon_xid_age", age, "1", where),),
    )
