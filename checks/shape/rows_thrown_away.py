"""Does the database read many rows for each one that it returns?

Why: rows that are read and thrown away are what an index, or a condition that an index can serve, spares. This tells a
missing index also where no statement can be looked at live (MySQL's slow log has Rows_examined and Rows_sent).
What to do: read the plans of the statements that throw the most away; an index on what they search by.
Source: MySQL documentation, "The Slow Query Log". A hundred rows for one is this tool's default; reports that count
read many rows for one by nature, so a share of them (analytics_share) is no sign.
"""

from checks.core import Report, Severity
from checks.shape.missing_index import NOTABLE
from checks.shape.reports import NOTABLE as REPORTS
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("shape.rows_thrown_away.many", 100.0, unit="times")
LINE = "rows_examined_per_row of {MANY:g} or more"


def check(vitals: Vitals) -> Report:
    """Fires from that ratio on; LOW where statements were looked at and no index is missing, or reports explain it."""
    ratio = vitals.number("rows_examined_per_row")
    if ratio is None:
        return missing(vitals, "rows_examined_per_row")
    seen = f"{ratio:,.0f} rows are read for each row that is returned"
    if ratio < vitals.line(MANY):
        return quiet(seen)
    reports = vitals.number("analytics_share") or 0.0
    if reports >= vitals.line(REPORTS):
        return quiet(f"{seen}; reports are {percent(reports)} of the time, and they do")
    indexable = vitals.number("indexable_share")
    known_good = indexable is not None and indexable < vitals.line(NOTABLE)
    return fires(
        vitals,
        seen,
        "read the plans of the statements that throw the most away",
        "rows_examined_per_row",
        "indexable_share",
        severity=Severity.LOW if known_good else Severity.MEDIUM,
    )
