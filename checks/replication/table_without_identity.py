"""Is a table published whose rows cannot be named to subscribers?

Why: an update or delete of a published table without a replica identity fails with an error, on the publisher: the
application's writes break the moment that the publication is made.
What to do: a primary key; else REPLICA IDENTITY USING INDEX on a unique one; FULL sends whole rows and is slow to
apply.
Source: PostgreSQL's documentation, "Publication" (29.1): UPDATE and DELETE need a replica identity.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.sql import qualified

ADVICE = True


def check(postgres: Postgres) -> Report:
    """Fires for each published table with neither a primary key nor another replica identity."""
    if (report := unread(postgres.missing, "tables")) is not None:
        return report
    published = [
        one for one in postgres.tables if one.published and one.kind != "materialized view"
    ]
    if not published:
        return not_applicable("no table's updates are published")
    return each(
        published,
        _finding,
        total=postgres.tables_total,
        note=f"{len(published)} published tables, each with a replica identity",
        too_few="no table is published",
    )


def _finding(one: Table) -> Finding | None:
    named = one.identity in ("full", "index") or (one.identity == "default" and one.primary_key)
    if named:
        return None
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"{name} is published and has no replica identity: its updates and deletes fail",
        remedy=f"ALTER TABLE {name} ADD PRIMARY KEY (...); or ALTER TABLE {name} REPLICA IDENTITY USING INDEX ...;",
        severity=Severity.HIGH,
        facts=(
            seen("replica_identity", one.identity, "str", f"pg_class, {one.schema}.{one.name}"),
        ),
    )
