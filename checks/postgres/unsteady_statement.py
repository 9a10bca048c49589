"""Does a heavy statement take sometimes twice as long as its mean and more?

Why: users feel the slow calls, not the mean. Times that scatter so far come from locks, from values that meet ten
rows or a million, from a plan that flips, or from a cold cache.
What to do: log the slow calls with their plans (auto_explain), and compare the values of a quick and a slow one.
Source: a deviation above the mean is pgFirstAid's bar; twice the mean, a mean of 5 ms (postgres-mcp), 100 calls
(PgHero) and a twentieth of the time keep ordinary scatter out.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.live import brief, count, seen
from checks.postgres._statements import SHARE, judged, share
from checks.probes.postgres import Postgres, Statement, Statements
from checks.signal import percent

ADVICE = True
FAR = 2.0
LEAST_MS = 5.0


def check(postgres: Postgres) -> Report:
    """Fires for each statement with a mean of 5 ms or more whose deviation is twice its mean."""
    return judged(postgres, _rule, "the heavy statements take about the same time each call")


def _rule(one: Statement, statements: Statements) -> Finding | None:
    deviation = one.deviation_ms
    if deviation is None or one.mean_ms < LEAST_MS or share(one, statements) < SHARE:
        return None
    if deviation < FAR * one.mean_ms:
        return None
    return Finding(
        message=f"a statement's times scatter: mean {one.mean_ms:.3g} ms, deviation {deviation:.3g} ms over"
        f" {count(one.calls)} calls, {percent(share(one, statements))} of the time: {brief(one.text)}",
        remedy="LOAD 'auto_explain'; SET auto_explain.log_min_duration = '250ms'; (or in"
        " session_preload_libraries) and compare the plans of quick and slow calls; look for lock waits too",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(seen("deviation_ms", deviation, "ms", "pg_stat_statements"),),
    )
