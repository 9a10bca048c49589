"""Do many changes touch two services or more?

Why: what changes together is one thing that was cut in two: each change then needs two reviews, two deploys and an
order between them.
What to do: merge the services that change together, and keep the border as a module.
Source: Segment, "Goodbye Microservices" (2018). 30 % is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("people.changes_span.many", 0.3)
LINE = "changes_spanning_share of {MANY} or more"


def check(vitals: Vitals) -> Report:
    """Fires from that share on."""
    share = vitals.number("changes_spanning_share")
    if share is None:
        return missing(vitals, "changes_spanning_share")
    if share < vitals.line(MANY):
        return quiet(f"{percent(share)} of changes touch two services or more")
    return fires(
        vitals,
        f"{percent(share)} of changes touch two services or more",
        "merge the services that change together",
        "changes_spanning_share",
    )
