"""Is a statement slow every time, and called often?

Why: such a statement owns the database's time and its users' patience, and most are slow for one reason: they read
far more than they return.
What to do: look at its plan, then an index, a narrower question or a smaller page (rung query_index).
Source: mean of 20 ms and 100 calls are PgHero's bars (slow_query_ms, slow_query_calls); a share of a twentieth of the
time is postgres-mcp's for a heavy query, a fifth this tool's for acting at once.
"""

from checks.core import Finding, Report, Severity
from checks.live import brief, count, seen
from checks.postgres._statements import SHARE, judged, plan_of, share
from checks.probes.postgres import Postgres, Statement, Statements
from checks.signal import percent

ADVICE = True
SLOW_MS = 20.0
ACT = 0.2


def check(postgres: Postgres) -> Report:
    """Fires for each statement of 100 calls, a mean of 20 ms and a twentieth of the time; HIGH from a fifth."""
    return judged(postgres, _rule, "no statement that is called often takes 20 ms or more")


def _rule(one: Statement, statements: Statements) -> Finding | None:
    part = share(one, statements)
    if one.mean_ms < SLOW_MS or part < SHARE:
        return None
    return Finding(
        message=f"a statement takes {one.mean_ms:.3g} ms a call, {count(one.calls)} times,"
        f" {percent(part)} of the database's time: {brief(one.text)}",
        remedy=plan_of(one),
        severity=Severity.HIGH if part >= ACT else Severity.MEDIUM,
        facts=(
            seen("mean_ms", one.mean_ms, "ms", "pg_stat_statements"),
            seen("share", part, "ratio", "pg_stat_statements"),
        ),
    )
