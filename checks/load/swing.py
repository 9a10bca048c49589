"""Does the load swing so far within a day that machines stand idle for hours?

Why: capacity that follows the load pays only where the load moves much; a steady load is served cheaper by a
fixed number of machines.
What to do: weigh autoscaling, once the application keeps no state and the database is not the limit.
Source: a factor of three between peak and trough is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

WIDE = threshold("load.swing.wide", 3.0, unit="times")
LINE = "peak_to_trough of {WIDE:g} or more"


def check(vitals: Vitals) -> Report:
    """Fires when the peak is at least three times the trough."""
    swing = vitals.number("peak_to_trough")
    if swing is None:
        return missing(vitals, "peak_to_trough")
    if swing < vitals.line(WIDE):
        return quiet(f"peak over trough is {swing:g}")
    return fires(
        vitals,
        f"the day's peak is {swing:g} times its trough",
        "let the number of instances follow the load, if other rungs allow it",
        "peak_to_trough",
    )
