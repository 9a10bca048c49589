"""Has a table no primary key?

Why: nothing keeps a row from being there twice; a row cannot be named in an update or a delete; logical replication,
change capture and sharding all need a key, and online tools (pg_repack) refuse the table.
What to do: make the unique, never-null columns the key, or add an identity column.
Source: pgFirstAid (critical) and pgassistant (high) both report it; PostgreSQL's documentation, "Primary Keys"
(5.5.4). Tables of under 100 rows and partitions (their parent's matter) are left alone: this tool's default.
"""

from checks.core import Finding, Report, Severity
from checks.live import count, each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.sql import qualified

ADVICE = True
LEAST_ROWS = 100


def check(postgres: Postgres) -> Report:
    """Fires for each ordinary table of 100 rows without a primary key."""
    if (report := unread(postgres.missing, "tables")) is not None:
        return report
    tables = [
        one
        for one in postgres.tables
        if one.kind == "table" and max(one.rows, one.live_rows) >= LEAST_ROWS
    ]
    return each(
        tables,
        _finding,
        total=postgres.tables_total,
        note=f"{len(tables)} tables, each with a primary key",
        too_few=f"no table has {LEAST_ROWS} rows",
    )


def _finding(one: Table) -> Finding | None:
    if one.primary_key:
        return None
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"{name} ({count(max(one.rows, one.live_rows))} rows) has no primary key",
        remedy=f"with a unique column: CREATE UNIQUE INDEX CONCURRENTLY {one.name[:55]}_key ON {name} (...);"
        f" ALTER TABLE {name} ADD PRIMARY KEY USING INDEX ...; without one: ALTER TABLE {name} ADD COLUMN id bigint"
        " GENERATED ALWAYS AS IDENTITY PRIMARY KEY; (rewrites the table under a full lock)",
        severity=Severity.MEDIUM,
        facts=(seen("primary_key", False, "bool", f"pg_index, {one.schema}.{one.name}"),),
    )
