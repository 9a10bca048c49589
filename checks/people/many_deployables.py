"""Are there so many deployables that placing them by hand is the work?

Why: an orchestrator pays when many stateless programs share machines; two do not need one.
What to do: weigh a platform or an orchestrator that somebody already knows.
Source: five deployables is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("people.many_deployables.many", 5.0, unit="1")
LINE = "{MANY:g} services or more"


def check(vitals: Vitals) -> Report:
    """Fires at five separately deployed services."""
    services = vitals.number("services")
    if services is None:
        return missing(vitals, "services")
    if services < vitals.line(MANY):
        return quiet(f"{services:g} services are deployed")
    return fires(
        vitals,
        f"{services:g} services are deployed separately",
        "weigh a platform that somebody already knows",
        "services",
    )
