"""Which statements would an index speed up, and by how much of the database's time?

Why: reading a whole table for a few rows is the commonest waste, and the cheapest to end.
What to do: read the plan with EXPLAIN, build the index without blocking writes (rung query_index), measure.
Source: candidates and their prices are in checks/candidates.py; a twentieth of the time and 100 calls (PgHero)
are the bars. The estimate is the planner's arithmetic on statistics: EXPLAIN (ANALYZE) is the judge.
"""

from checks.candidates import Advice, IndexCandidate, advise
from checks.core import Finding, Report, Severity
from checks.fill.fact import window
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import percent
from checks.sql import qualified, quoted

ADVICE = True
NOTABLE = 0.05
DOMINATING = 0.3
ENOUGH_CALLS = 100


def check(postgres: Postgres) -> Report:
    """Fires for each missing index on which a twentieth of the statements' time depends."""
    for part in ("statements", "indexes", "tables"):
        if (report := unread(postgres.missing, part)) is not None:
            return report
    statements = postgres.statements
    if statements is None or statements.calls < ENOUGH_CALLS:
        calls = statements.calls if statements else 0
        return few(f"only {calls} statements were seen; {ENOUGH_CALLS} are needed")
    advice, span = advise(postgres), window(statements.window_s)
    found = [_finding(one, span, advice) for one in advice.candidates if one.share >= NOTABLE]
    return answer(
        found,
        examined=advice.examined,
        eligible=advice.examined,
        total=advice.total,
        window=span,
        note=f"{advice.examined} statements read, {advice.unreadable} texts could not be",
    )


def _finding(one: IndexCandidate, span: str, advice: Advice) -> Finding:
    columns = ", ".join(quoted(name) for name in one.columns)
    warning = f"; {one.warning}" if one.warning else ""
    return Finding(
        message=f"{percent(one.share)} of the database's time depends on a missing index on"
        f" {qualified(one.schema, one.table)} ({columns}): {one.because};"
        f" about {one.speedup:.0f} times faster with it{warning}",
        remedy=one.ddl,
        severity=Severity.HIGH if one.share >= DOMINATING else Severity.MEDIUM,
        confidence=one.confidence,
        facts=(
            seen("share", float(f"{one.share:.4g}"), "ratio", "pg_stat_statements", span),
            seen("speedup", float(f"{one.speedup:.4g}"), "ratio", "derived from pg_stats", span),
            seen("statements_unreadable", advice.unreadable, "1", "pg_stat_statements", span),
        ),
    )
