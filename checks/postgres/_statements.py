"""The frame of the checks on statements: enough of them, each judged, with their window."""

from collections.abc import Callable

from checks.core import Finding, Report
from checks.fill.fact import window
from checks.live import answer, few, unread
from checks.probes.postgres import Kind, Postgres, Statement, Statements

ENOUGH_CALLS = 100
"""Calls of a statement, and of all together, before it is judged (PgHero's slow_query_calls)."""
SHARE = 0.05
"""Share of the time from which a statement's habits matter (postgres-mcp's bar for a heavy query)."""

Rule = Callable[[Statement, Statements], Finding | None]


def judged(postgres: Postgres, rule: Rule, note: str, calls: int = ENOUGH_CALLS) -> Report:
    """Every reading or writing statement of `calls` calls or more, judged by the rule."""
    if (report := unread(postgres.missing, "statements")) is not None:
        return report
    statements = postgres.statements
    if statements is None or statements.calls < ENOUGH_CALLS:
        number = statements.calls if statements else 0
        return few(f"only {number} statements were seen; {ENOUGH_CALLS} are needed")
    work = [one for one in statements.rows if one.kind is not Kind.OTHER]
    often = [one for one in work if one.calls >= calls]
    if not often:
        return few(f"no statement was called {calls} times or more")
    found = [finding for one in often if (finding := rule(one, statements)) is not None]
    return answer(
        found,
        examined=len(often),
        eligible=len(work),
        total=max(statements.distinct, len(work)),
        window=window(statements.window_s),
        note=note,
    )


def share(one: Statement, statements: Statements) -> float:
    """The statement's share of the time of all."""
    return one.exec_ms / statements.exec_ms if statements.exec_ms > 0 else 0.0


def plan_of(one: Statement) -> str:
    """How to see the whole statement and then its plan."""
    if not one.text:
        return "GRANT pg_read_all_stats to the user that looks, to see which statement it is"
    return (
        f"SELECT query FROM pg_stat_statements WHERE queryid = {one.id};"
        " then EXPLAIN (ANALYZE, BUFFERS) with real values"
    )
