"""Is a constraint there that old rows were never checked for?

Why: a NOT VALID constraint holds for new rows only: the planner may not rely on it, and a report, a join or the next
migration may meet rows that should not exist. It is the half of a safe migration that gets forgotten.
What to do: VALIDATE CONSTRAINT: it reads the table without blocking writes.
Source: PostgreSQL's documentation of ALTER TABLE, ADD table_constraint NOT VALID; PgHero lists them too. Constraints
that PostgreSQL 18 does not enforce by intent are left alone.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Postgres, Unproven
from checks.sql import qualified, quoted

ADVICE = True


def check(postgres: Postgres) -> Report:
    """Fires for each constraint that is not validated."""
    if (report := unread(postgres.missing, "unproven", "constraints_total")) is not None:
        return report
    if postgres.unproven is None:
        return few("constraints were not looked at")
    total = max(postgres.constraints_total, len(postgres.unproven))
    if total == 0:
        return not_applicable("there is no foreign key and no check constraint")
    return answer(
        [_finding(one) for one in postgres.unproven],
        examined=total,
        total=total,
        note=f"{total} constraints, all validated",
    )


def _finding(one: Unproven) -> Finding:
    table = qualified(one.schema, one.table)
    return Finding(
        message=f"{one.kind} constraint {quoted(one.name)} on {table} was never checked for the rows that were there",
        remedy=f"ALTER TABLE {table} VALIDATE CONSTRAINT {quoted(one.name)};",
        severity=Severity.MEDIUM,
        facts=(seen("validated", False, "bool", f"pg_constraint, {one.schema}.{one.name}"),),
    )
