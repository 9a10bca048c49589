"""Do outgoing calls lack a time-out?

Why: without one, a partner's slow day holds every worker, and the callers of those too.
What to do: a time-out on every connection and call, shorter than the caller's own.
Source: Google, "Site Reliability Engineering", chapter "Addressing Cascading Failures". A fifth of the request time
outside, from which it presses, is this tool's default, as in shape.deferrable_work.
"""

from checks.config.retries import FAILS
from checks.core import Report, Severity
from checks.shape.deferrable_work import NOTABLE
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "timeouts_set told as false with a deferrable_share of {NOTABLE} or an error_share of {FAILS} or more"
RELIEVES = ("external_wait", "nothing")


def check(vitals: Vitals) -> Report:
    """Fires when some call has none; LOW while nothing waits outside and hardly a request fails."""
    there = vitals.number("timeouts_set")
    if there is None:
        return missing(vitals, "timeouts_set")
    if there:
        return quiet("every outgoing call has a time-out")
    waits = (vitals.number("deferrable_share") or 0.0) >= vitals.line(NOTABLE)
    fails = (vitals.number("error_share") or 0.0) >= vitals.line(FAILS)
    return fires(
        vitals,
        "outgoing calls lack a time-out",
        "set one on every connection and call, shorter than the caller's own",
        "timeouts_set",
        "deferrable_share",
        "error_share",
        severity=Severity.MEDIUM if waits or fails else Severity.LOW,
    )
