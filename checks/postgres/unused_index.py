"""Is there an index that nothing has read for a day or more, on a table that is read through others?

Why: every index costs every insert, and most updates, and memory.
What to do: wait until a month is counted (a closing reads what no day does), make sure that no replica reads it (their
counters are their own; `rung assess --lab --replica-url` asks them), then drop it without blocking.
Source: a day of statistics is pgassistant's bar, 1 MB pg-extras'. 1,000 reads through the table's other indexes, so
that a freshly restored or idle database never alarms, is this tool's default.
"""

from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.fill.fact import window
from checks.live import answer, few, seen, unread
from checks.prices import serves
from checks.probes.postgres import Index, Postgres
from checks.signal import size
from checks.sql import qualified, quoted

ADVICE = True
DAY_S = 86_400.0
LEAST_BYTES = 1_000_000
ENOUGH_SCANS = 1000


def check(postgres: Postgres) -> Report:
    """Fires for each large, plain index without a scan; never for one that a constraint or a foreign key needs."""
    for part in ("indexes", "tables"):
        if (report := unread(postgres.missing, part)) is not None:
            return report
    if not postgres.indexes:
        return not_applicable("there is no index")
    span = postgres.counted_s
    if span is None or span < DAY_S:
        return few(f"the statistics cover {window(span)}; a day is needed")
    eligible = [one for one in postgres.indexes if _could_go(one, postgres)]
    busy = [one for one in eligible if table_scans(one, postgres) >= ENOUGH_SCANS]
    found = [_finding(one, postgres) for one in busy if one.scans == 0]
    return answer(
        found,
        examined=len(busy),
        eligible=len(eligible),
        total=len(postgres.indexes),
        window=window(span),
        note=f"each of {len(busy)} large indexes on busy tables was read",
    )


def _could_go(one: Index, postgres: Postgres) -> bool:
    return one.bytes >= LEAST_BYTES and droppable(one, postgres)


def droppable(one: Index, postgres: Postgres) -> bool:
    """Whether nothing but reading needs this index: no constraint, no foreign key, no partitioned table's index."""
    needed = one.unique or one.constraint or one.attached or not one.valid
    return not needed and not _serves_a_key(one, postgres)


def _serves_a_key(one: Index, postgres: Postgres) -> bool:
    keys = (
        key for key in postgres.foreign_keys if (key.schema, key.table) == (one.schema, one.table)
    )
    return any(serves(one, key.columns) for key in keys)


def table_scans(one: Index, postgres: Postgres) -> int:
    """Scans of all indexes of its table: whether anybody reads there by index at all."""
    table = postgres.table(one.schema, one.table)
    return table.index_scans if table is not None else 0


def _finding(one: Index, postgres: Postgres) -> Finding:
    span = window(postgres.counted_s)
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"index {quoted(one.name)} on {qualified(one.schema, one.table)} ({size(one.bytes)})"
        f" was not read once ({span}), while others of the table were",
        remedy=f"after a month of this, and asking the replicas' pg_stat_user_indexes too:"
        f" DROP INDEX CONCURRENTLY {name};",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(
            seen("index_scans", one.scans, "1", "pg_stat_user_indexes", span),
            seen("index_bytes", one.bytes, "B", "pg_relation_size"),
        ),
    )
