"""Does a foreign key's column have another type than the column that it points to?

Why: an int4 column that points to a bigint key fails at 2.1 billion, long after the parent was repaired; other pairs
make every join convert, and can keep an index from being used.
What to do: give the child the parent's type while the table is small; later it rewrites the table under a full lock.
Source: pgassistant's advisor of the same name; PostgreSQL's documentation of ALTER TABLE (a type change rewrites).
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, seen, unread
from checks.probes.postgres import ForeignKey, Postgres
from checks.sql import qualified, quoted

ADVICE = True
NARROWER = {("smallint", "integer"), ("smallint", "bigint"), ("integer", "bigint")}


def check(postgres: Postgres) -> Report:
    """Fires for each foreign key of unequal types; HIGH where the child is the narrower integer."""
    if (report := unread(postgres.missing, "foreign_keys")) is not None:
        return report
    if not postgres.foreign_keys:
        return not_applicable("there is no foreign key")
    typed = [one for one in postgres.foreign_keys if one.types and one.references_types]
    return each(
        typed,
        _finding,
        total=len(postgres.foreign_keys),
        note=f"{len(typed)} foreign keys, each of its parent's type",
        too_few="the types of the foreign keys are not known",
    )


def _finding(one: ForeignKey) -> Finding | None:
    pairs = list(zip(one.columns, one.types, one.references_types, strict=True))
    differing = [(name, own, theirs) for name, own, theirs in pairs if own != theirs]
    if not differing:
        return None
    table = qualified(one.schema, one.table)
    parent = qualified(one.references_schema, one.references)
    name, own, theirs = differing[0]
    return Finding(
        message=f"{table}.{quoted(name)} is {own} and points to {parent}, whose key is {theirs}",
        remedy=f"small table: ALTER TABLE {table} ALTER COLUMN {quoted(name)} TYPE {theirs}; (rewrites it under a"
        " full lock). Large table: add a column of that type, copy in batches, swap the names",
        severity=Severity.HIGH if (own, theirs) in NARROWER else Severity.LOW,
        facts=(seen("type", own, "str", f"pg_constraint, {one.schema}.{one.table}.{one.name}"),),
    )
