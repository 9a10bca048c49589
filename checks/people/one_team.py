"""Is there only one team?

Why: services let teams deploy without asking each other; with one team there is nobody to be independent of, and
every call becomes a network call.
What to do: modules in one deployable.
Source: Istio merged its four control-plane services into one for this reason ("Introducing istiod", 2020).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "fewer than 2 teams"


def check(vitals: Vitals) -> Report:
    """Fires when fewer than two teams deploy."""
    teams = vitals.number("teams")
    if teams is None:
        return missing(vitals, "teams")
    if teams >= 2:
        return quiet(f"{teams:g} teams deploy")
    return fires(
        vitals,
        "one team deploys everything",
        "keep one deployable, with modules inside",
        "teams",
    )
