"""Could the pools together open more sessions than the database allows?

Why: a pool is per database and user: ten users with a pool of 20 are 200 sessions. On the day that all are busy, the
database refuses some, and the pooler's clients see errors that no setting of theirs explains.
What to do: max_db_connections as a cap over all users, or smaller pools.
Source: the invariant pools x size <= max_db_connections <= max_connections - reserved (PgBouncer's documentation of
max_db_connections, PlanetScale's guide). Pools that were used since the pooler began are counted.
"""

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, unread
from checks.probes.pgbouncer import Database, PgBouncer
from checks.probes.postgres import Postgres

ADVICE = True


def check(pgbouncer: PgBouncer, postgres: Postgres) -> Report:
    """Fires when the pools of databases without a cap may open more than the server's usable sessions."""
    for report in (
        unread(pgbouncer.missing, "pools", "databases"),
        unread(postgres.missing, "settings"),
    ):
        if report is not None:
            return report
    limit = postgres.setting("max_connections")
    if limit is None or not pgbouncer.pools or pgbouncer.databases is None:
        return few("no pool was used yet, or the server's limit is not known")
    kept = ("superuser_reserved_connections", "reserved_connections")
    usable = limit - sum(postgres.setting(one) or 0.0 for one in kept)
    asked = {one.name: _most(one, pgbouncer) for one in pgbouncer.databases}
    total = sum(asked.values())
    found = Finding(
        message=f"{len(pgbouncer.pools)} pools may open {total} sessions together, the server has {usable:.0f}"
        " for ordinary users",
        remedy=f"max_db_connections = {max(1, int(usable * 0.8 / max(1, len(asked))))} in pgbouncer.ini, or a smaller"
        " default_pool_size; then RELOAD",
        severity=Severity.MEDIUM,
        facts=(
            seen("pools_may_open", total, "1", "SHOW POOLS and SHOW DATABASES"),
            seen("usable_sessions", usable, "1", "pg_settings"),
        ),
    )
    pools = len(pgbouncer.pools)
    return answer(
        [found] if total > usable else [],
        examined=pools,
        total=pools,
        note=f"{pools} pools may open {total} sessions, the server has {usable:.0f}",
    )


def _most(database: Database, pgbouncer: PgBouncer) -> int:
    """Sessions that the pools of this database may open, the reserve included, under its cap."""
    pools = sum(1 for one in pgbouncer.pools or () if one.database == database.name)
    wanted = pools * (database.pool_size + database.reserve)
    return min(wanted, database.most) if database.most else wanted
