"""Must a part fail, comply or run apart from the rest?

Why: a security border, a law or another runtime is a reason to separate that no tuning removes.
What to do: separate that part alone.
Source: Istio's five questions ("Introducing istiod", 2020).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "isolation_needed told as true"


def check(vitals: Vitals) -> Report:
    """Fires when somebody said that a part must be apart."""
    needed = vitals.number("isolation_needed")
    if needed is None:
        return missing(vitals, "isolation_needed")
    if not needed:
        return quiet("no part has to run apart")
    return fires(
        vitals,
        "a part must fail, comply or run apart from the rest",
        "separate that part alone",
        "isolation_needed",
    )
