"""Do several teams deploy one program, and wait for each other?

Why: a team that must deploy alone is the one reason for services that no machine can replace.
What to do: module borders first; a service only where a border has been stable.
Source: Istio's five questions ("Introducing istiod", 2020); three teams is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

SEVERAL = threshold("people.teams_collide.several", 3.0, unit="times")
LINE = "{SEVERAL:g} teams or more for each service"


def check(vitals: Vitals) -> Report:
    """Fires when three teams or more share each deployable."""
    teams = vitals.number("teams")
    if teams is None:
        return missing(vitals, "teams")
    services = max(1.0, vitals.number("services") or 1.0)
    if teams / services < vitals.line(SEVERAL):
        return quiet(f"{teams:g} teams for {services:g} deployables")
    return fires(
        vitals,
        f"{teams:g} teams deploy {services:g} programs",
        "find the module whose border has been stable the longest",
        "teams",
        "services",
    )
