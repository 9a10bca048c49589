"""Must every reader see the newest state at once?

Why: a cache, a CDN and a replica all answer with a state that was true a moment ago; where that is not allowed
they are wrong, not fast.
What to do: make the statements faster instead, or name the pages that may be a second old.
Source: PostgreSQL's documentation on hot standby (a standby lags); one second is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

SHORTEST_S = threshold("shape.no_staleness.shortest_s", 1.0, unit="s")
LINE = "staleness_ok_s under {SHORTEST_S:g}"


def check(vitals: Vitals) -> Report:
    """Fires when less than a second of age is accepted."""
    age = vitals.number("staleness_ok_s")
    if age is None:
        return missing(vitals, "staleness_ok_s")
    if age >= vitals.line(SHORTEST_S):
        return quiet(f"readers accept an age of {age:g} s")
    return fires(
        vitals,
        "readers must see the newest state at once",
        "name the pages that may be a second old, or make the statements faster",
        "staleness_ok_s",
    )
