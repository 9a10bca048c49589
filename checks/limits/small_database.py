"""Is the database of a size that one ordinary machine holds with ease?

Why: dividing data buys room that is there already, and is paid for with every query that crosses the cut.
What to do: index, cache, grow the machine.
Source: one terabyte is this tool's default. (Vitess recommends 250 GB a server, for the time that recovery takes: that
reason has a check of its own, limits.restore_time.)
"""

from checks.core import Report
from checks.signal import fires, missing, quiet, size
from checks.threshold import threshold
from checks.vitals import Vitals

SMALL = threshold("limits.small_database.small", 1e12, unit="B")
LINE = "database_bytes under {SMALL:,.0f}"


def check(vitals: Vitals) -> Report:
    """Fires when the database is under one terabyte."""
    weight = vitals.number("database_bytes")
    if weight is None:
        return missing(vitals, "database_bytes")
    if weight >= vitals.line(SMALL):
        return quiet(f"the database has {size(weight)}")
    return fires(
        vitals,
        f"the database has {size(weight)}: one machine holds it with ease",
        "index, cache, and grow the machine",
        "database_bytes",
    )
