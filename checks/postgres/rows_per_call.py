"""Does a statement that is called often return ten thousand rows a call?

Why: nobody reads ten thousand rows; they are sent, parsed and thrown away, or a report is built row by row in the
application.
What to do: page by key (WHERE id > last ORDER BY id LIMIT 100), or count and sum in the database.
Source: 10,000 rows a call is pgFirstAid's bar; 100 calls, so that exports at night are left alone, is PgHero's.
"""

from checks.core import Finding, Report, Severity
from checks.live import brief, count, seen
from checks.postgres._statements import judged, plan_of
from checks.probes.postgres import Kind, Postgres, Statement, Statements

ADVICE = True
MANY = 10_000.0


def check(postgres: Postgres) -> Report:
    """Fires for each reading statement of 100 calls that returns 10,000 rows or more on average."""
    return judged(postgres, _rule, "no statement that is called often returns 10,000 rows")


def _rule(one: Statement, statements: Statements) -> Finding | None:
    rows = one.rows / one.calls
    if one.kind is not Kind.READ or rows < MANY or one.text.lstrip().lower().startswith("copy"):
        return None
    return Finding(
        message=f"a statement returns {count(rows)} rows a call, {count(one.calls)} times: {brief(one.text)}",
        remedy=f"page by key (WHERE id > $1 ORDER BY id LIMIT 100) or aggregate in SQL. {plan_of(one)}",
        facts=(seen("rows_per_call", rows, "1", "pg_stat_statements"),),
        severity=Severity.MEDIUM,
    )
