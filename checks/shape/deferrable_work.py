"""Is work done inside requests that nobody waits for?

Why: a mail server or a partner's slow answer becomes the user's waiting time, and holds a worker meanwhile.
What to do: write the job down in the same transaction, answer, and let a worker do it (rung async_queue).
Source: a fifth of the request time is this tool's default. A place found in the code without a measured share is
true, but does not press.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NOTABLE = threshold("shape.deferrable_work.notable", 0.2)
LINE = "deferrable_share of {NOTABLE} or more"


def check(vitals: Vitals) -> Report:
    """Fires from a fifth of the request time on; LOW where such work is only found in the code."""
    share = vitals.number("deferrable_share")
    found = vitals.fact("deferrable_found")
    if share is None and found is None:
        return missing(vitals, "deferrable_share")
    place = f" ({found.value})" if found is not None else ""
    if share is not None and (
        share < vitals.line(NOTABLE) and not (found is not None and found.value)
    ):
        return quiet(f"{percent(share)} of the request time could be done later")
    measured = "" if share is None else f", {percent(share)} of the request time"
    return fires(
        vitals,
        f"work that nobody waits for is done inside a request{place}{measured}",
        "answer first, and do it in a worker",
        "deferrable_share",
        "deferrable_found",
        severity=Severity.MEDIUM
        if share is not None and share >= vitals.line(NOTABLE)
        else Severity.LOW,
    )
