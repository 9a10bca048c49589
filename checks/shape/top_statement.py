"""Does one statement own a large share of the database's time?

Why: where one statement dominates, improving it beats everything else; buying a machine would carry it along.
What to do: read its plan with EXPLAIN (ANALYZE, BUFFERS): an index, a rewrite, a limit, keyset pages.
Source: a fifth of the total time is this tool's default. Where it is known that no index would help, the finding
is mild.
"""

from checks.core import Report, Severity
from checks.shape.missing_index import NOTABLE as NO_INDEX
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

LARGE = threshold("shape.top_statement.large", 0.2)
LINE = "top_statement_share of {LARGE} or more"


def check(vitals: Vitals) -> Report:
    """Fires from a fifth of the time on; LOW where no index is missing."""
    share = vitals.number("top_statement_share")
    if share is None:
        return missing(vitals, "top_statement_share")
    if share < vitals.line(LARGE):
        return quiet(f"the largest statement owns {percent(share)} of the time")
    indexable = vitals.number("indexable_share")
    return fires(
        vitals,
        f"one statement owns {percent(share)} of the database's time",
        "read its plan; look for rows read and thrown away",
        "top_statement_share",
        severity=Severity.LOW
        if indexable is not None and indexable < vitals.line(NO_INDEX)
        else Severity.MEDIUM,
    )
