"""Did a CREATE INDEX CONCURRENTLY fail and leave an index that costs and serves nothing?

Why: such an index is kept up with every write and used by no query; a unique one guards nothing.
What to do: drop it and build it again; the failure's cause (a duplicate, a deadlock, a time-out) is in the log.
Source: PostgreSQL's documentation of CREATE INDEX, "Building Indexes Concurrently". One that is being built just now
(pg_stat_progress_create_index) is left alone.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import answer, seen, unread
from checks.probes.postgres import Index, Postgres
from checks.sql import qualified, quoted

ADVICE = True
REINDEXED = ("_ccnew", "_ccold")


def check(postgres: Postgres) -> Report:
    """Fires for each invalid index that nobody is building."""
    if (report := unread(postgres.missing, "indexes")) is not None:
        return report
    if not postgres.indexes:
        return not_applicable("there is no index")
    settled = [one for one in postgres.indexes if not one.being_built]
    found = [_finding(one) for one in settled if not one.valid]
    return answer(
        found,
        examined=len(settled),
        total=len(postgres.indexes),
        note=f"{len(settled)} indexes, all valid",
    )


def _finding(one: Index) -> Finding:
    drop = f"DROP INDEX CONCURRENTLY {qualified(one.schema, one.name)};"
    left_over = one.name.rstrip("0123456789").endswith(REINDEXED)
    again = one.definition.replace(" INDEX ", " INDEX CONCURRENTLY ", 1)
    return Finding(
        message=f"index {quoted(one.name)} on {qualified(one.schema, one.table)} is invalid:"
        " every write keeps it up, no query uses it",
        remedy=drop if left_over else f"{drop} {again};",
        severity=Severity.HIGH if one.unique else Severity.MEDIUM,
        facts=(seen("index_valid", False, "bool", f"pg_index, {one.schema}.{one.name}"),),
    )
