"""Are a table's indexes together more than twice as large as the table?

Why: every insert writes into each of them, and they compete with the rows for memory; two or three indexes too many,
or bloat, look just like that.
What to do: see which are unused, double or bloated (postgres.unused_index, duplicate_index, bloated_index).
Source: 2 times from 1 GB, and 3 times from 100 MB for high, are pgassistant's bars.
"""

from functools import partial

from checks.core import Finding, Report, Severity
from checks.live import each, seen, unread
from checks.probes.postgres import Index, Postgres, Table
from checks.signal import size
from checks.sql import qualified, quoted

ADVICE = True
GB, LEAST = 10**9, 10**8
TWICE, THRICE = 2.0, 3.0


def check(postgres: Postgres) -> Report:
    """Fires for tables of 1 GB whose indexes are twice, or of 100 MB whose indexes are three times as large."""
    if (report := unread(postgres.missing, "tables", "indexes")) is not None:
        return report
    large = [one for one in postgres.tables if one.bytes >= LEAST]
    return each(
        large,
        partial(_finding, postgres=postgres),
        total=postgres.tables_total,
        note=f"{len(large)} larger tables, each larger than half of its indexes",
        too_few="no table has 100 MB",
    )


def _finding(one: Table, postgres: Postgres) -> Finding | None:
    own = [each for each in postgres.indexes if (each.schema, each.table) == (one.schema, one.name)]
    together = sum(each.bytes for each in own)
    ratio = together / one.bytes
    if ratio < (TWICE if one.bytes >= GB else THRICE):
        return None
    return Finding(
        message=f"{qualified(one.schema, one.name)} has {size(one.bytes)} of rows and {size(together)} in"
        f" {len(own)} indexes; the largest: {_largest(own)}",
        remedy="SELECT indexrelname, idx_scan, pg_size_pretty(pg_relation_size(indexrelid)) FROM"
        f" pg_stat_user_indexes WHERE relid = '{qualified(one.schema, one.name)}'::regclass ORDER BY"
        " pg_relation_size(indexrelid) DESC; drop what nothing reads, REINDEX CONCURRENTLY what is bloated",
        severity=Severity.HIGH if ratio >= THRICE else Severity.MEDIUM,
        facts=(seen("indexes_to_table", ratio, "ratio", f"pg_class, {one.schema}.{one.name}"),),
    )


def _largest(own: list[Index]) -> str:
    ordered = sorted(own, key=lambda each: (-each.bytes, each.name))[:3]
    return ", ".join(f"{quoted(each.name)} ({size(each.bytes)})" for each in ordered)
