"""Has every foreign key of a larger table an index that begins with its columns?

Why: PostgreSQL indexes the side that is pointed at, not the side that points. Lists by parent, and every
delete of a parent row, then read the whole child table.
What to do: build the index without blocking writes (rung query_index), where parents are listed or deleted.
Source: PostgreSQL's documentation, "Foreign Keys" (5.5.5); 500 rows is PgHero's bar, MEDIUM from 10,000 and
HIGH from 100,000 rows are pgassistant's.
"""

from checks.candidates import SMALLEST_TABLE
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.live import answer, count, seen, unread
from checks.prices import serves
from checks.probes.postgres import ForeignKey, Postgres, Table
from checks.sql import qualified, quoted

ADVICE = True


def check(postgres: Postgres) -> Report:
    """Fires for each foreign key on a table of 500 rows or more that no valid, whole btree serves."""
    for part in ("foreign_keys", "indexes", "tables"):
        if (report := unread(postgres.missing, part)) is not None:
            return report
    if not postgres.foreign_keys:
        return not_applicable("there is no foreign key")
    known = [
        (key, table)
        for key in postgres.foreign_keys
        if (table := postgres.table(key.schema, key.table)) is not None
    ]
    large = [(key, table) for key, table in known if _rows(table) >= SMALLEST_TABLE]
    found = [_finding(key, table) for key, table in large if not _served(postgres, key)]
    return answer(
        found,
        examined=len(known),
        eligible=len(large),
        total=len(postgres.foreign_keys),
        note=f"{len(large)} foreign keys on larger tables, each with an index",
    )


def _rows(table: Table) -> int:
    return max(table.rows, table.live_rows)


def _served(postgres: Postgres, key: ForeignKey) -> bool:
    return any(
        serves(one, key.columns)
        for one in postgres.indexes
        if (one.schema, one.table) == (key.schema, key.table)
    )


def _finding(key: ForeignKey, table: Table) -> Finding:
    rows, name = _rows(table), qualified(key.schema, key.table)
    columns = ", ".join(quoted(one) for one in key.columns)
    severity = Severity.LOW if rows < 10_000 else Severity.MEDIUM
    return Finding(
        message=f"{name} ({count(rows)} rows) points to {qualified(key.references_schema, key.references)}"
        f" by {columns}, and no index begins with it",
        remedy=f"CREATE INDEX CONCURRENTLY ON {name} ({columns});",
        severity=Severity.HIGH if rows >= 100_000 else severity,
        confidence=Confidence.MEDIUM,
        facts=(seen("rows", rows, "1", f"pg_class, {key.schema}.{key.table}"),),
    )
