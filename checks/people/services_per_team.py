"""Does each team look after more services than it can know?

Why: every service has its deploy, its alerts and its upgrades; beyond a handful a team only keeps them alive.
What to do: merge services that change together (rung consolidate).
Source: Segment returned from 140 services to one ("Goodbye Microservices", 2018); three a team is this tool's
default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("people.services_per_team.many", 3.0, unit="times")
LINE = "services over teams above {MANY:g}"


def check(vitals: Vitals) -> Report:
    """Fires when there are more than three services to a team."""
    services = vitals.number("services")
    teams = vitals.number("teams")
    if services is None or not teams:
        return missing(vitals, "services", "teams")
    ratio = services / teams
    if ratio <= vitals.line(MANY):
        return quiet(f"{services:g} services for {teams:g} teams")
    return fires(
        vitals,
        f"{services:g} services for {teams:g} team{'s' * (teams != 1)}"
        + (f": {ratio:.1f} each" if teams != 1 else ""),
        "merge services that change together",
        "services",
        "teams",
    )
