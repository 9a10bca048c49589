"""Do statements that a missing index slows own a notable share of the database's time?

Why: an index takes hours and can be dropped again, and it takes away work; everything else carries the waste
along. Rank by the share of time, not by how slow one call is.
What to do: rung query_index, which names the tables and columns.
Source: saved share = share x (1 - 1/speed-up) (Amdahl, 1967). At least 100 calls, as PgHero asks before it
calls a statement slow; 10 % (notable) and 50 % (dominating) are this tool's defaults.
"""

from checks.core import Reason, Report, Severity, unknown
from checks.saturation.app_cpu import FULL as ELSEWHERE
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NOTABLE = threshold("shape.missing_index.notable", 0.1)
DOMINATING = threshold("shape.missing_index.dominating", 0.5)
IDLE = threshold("shape.missing_index.idle", 0.5)
ENOUGH_CALLS = 100
LINE = "indexable_share of {NOTABLE} or more"
GRAVE = "indexable_share of {DOMINATING} or more"


def check(vitals: Vitals) -> Report:
    """Fires from 10 % on; HIGH where it dominates, LOW where the application is full and the database is not."""
    share = vitals.number("indexable_share")
    if share is None:
        return missing(vitals, "indexable_share")
    calls = vitals.number("statement_calls")
    if calls is not None and calls < ENOUGH_CALLS:
        return few(calls)
    seen = f"statements that a missing index slows own {percent(share)} of the database's time"
    if share < vitals.line(NOTABLE):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "add the indexes that `rung add query_index` proposes",
        "indexable_share",
        "index_speedup",
        "top_statement_share",
        severity=weight(vitals, share),
    )


def few(calls: float) -> Report:
    """UNKNOWN, since so few statements say nothing."""
    return unknown(
        f"only {calls:.0f} statements were seen; {ENOUGH_CALLS} are needed",
        "indexable_share",
        reason=Reason.INSUFFICIENT,
    )


def weight(vitals: Vitals, share: float) -> Severity:
    """How much it presses: what an idle database wastes holds nobody up while the application is full."""
    application = vitals.number("app_cpu")
    database = vitals.number("database_cpu")
    full_elsewhere = application is not None and application >= vitals.line(ELSEWHERE)
    if full_elsewhere and database is not None and database < vitals.line(IDLE):
        return Severity.LOW
    return Severity.HIGH if share >= vitals.line(DOMINATING) else Severity.MEDIUM
