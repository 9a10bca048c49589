"""Does one statement own a fifth of a database's work although each call is quick, or calls are few?

Why: what is called a million times for two milliseconds each costs as much as what is slow, and no list of slow
statements shows it; a report that runs ten times can do the same. One statement of a third hides every other cause.
What to do: ask less often (a cache, one statement for many rows), or move the report to another time or a replica.
Source: a fifth of the time is this tool's bar (the ladder's), a third pg-extras' for an outlier. Under a twentieth of
one session kept busy it is quiet, so that a database with little to do never alarms; so is what ran fewer than five
times: an import is history (this tool's defaults).
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.live import brief, count, few, seen
from checks.postgres._statements import ENOUGH_CALLS, judged, plan_of, share
from checks.postgres.slow_statement import SLOW_MS
from checks.probes.postgres import Postgres, Statement, Statements
from checks.signal import percent

ADVICE = True
MUCH = 0.2
OUTLIER = 0.33
BUSY = 0.05
LEAST_CALLS = 5


def check(postgres: Postgres) -> Report:
    """Fires for each statement of a fifth of the time that is quick or rare, on a server with something to do."""
    statements = postgres.statements
    if statements is not None and statements.calls >= ENOUGH_CALLS and not statements.window_s:
        return few("since when the statements are counted is not known: look twice (--seconds 60)")
    return judged(postgres, _rule, "no quick statement owns a fifth of the time", LEAST_CALLS)


def _rule(one: Statement, statements: Statements) -> Finding | None:
    part = share(one, statements)
    kept_busy = one.exec_ms / 1000 / (statements.window_s or 1.0)
    told_by_slow = one.mean_ms >= SLOW_MS and one.calls >= ENOUGH_CALLS
    if part < MUCH or kept_busy < BUSY or told_by_slow:
        return None
    return Finding(
        message=f"one statement owns {percent(part)} of the database's time: {count(one.calls)} calls of"
        f" {one.mean_ms:.3g} ms keep {kept_busy:.2g} sessions busy: {brief(one.text)}",
        remedy=plan_of(one),
        severity=Severity.MEDIUM if part >= OUTLIER else Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(
            seen("share", part, "ratio", "pg_stat_statements"),
            seen("sessions_busy", kept_busy, "1", "pg_stat_statements"),
        ),
    )
