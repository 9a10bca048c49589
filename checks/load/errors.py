"""Does a notable share of requests fail?

Why: errors, time-outs and refusals are load that nobody gets anything for, and clients that retry multiply it.
What to do: time-outs below the caller's deadline, a retry budget at one layer, and shedding (rung load_protection).
Source: one request in a hundred is this tool's own default, ten times the budget of a 99.9 % promise.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

TOO_MANY = threshold("load.errors.too_many", 0.01)
LINE = "error_share of {TOO_MANY} or more"
RELIEVES = ("external_wait", "nothing")


def check(vitals: Vitals) -> Report:
    """Fires when at least one request in a hundred fails."""
    share = vitals.number("error_share")
    if share is None:
        return missing(vitals, "error_share")
    if share < vitals.line(TOO_MANY):
        return quiet(f"{percent(share)} of requests fail")
    return fires(
        vitals,
        f"{percent(share)} of requests fail",
        "bound every wait and every retry, and refuse early what cannot be served",
        "error_share",
    )
