"""Does a liveness probe ask the database?

Why: a slow minute of the database then fails the probe everywhere at once. The orchestrator kills healthy processes,
which all reconnect together, and the slow minute becomes an outage.
What to do: liveness asks the process alone; readiness may ask for what a request needs.
Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes".
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "liveness_asks_database told or seen as true"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires when that is known."""
    value = vitals.number("liveness_asks_database")
    if value is None:
        return missing(vitals, "liveness_asks_database")
    if not value:
        return quiet("liveness asks the process alone")
    return fires(
        vitals,
        "a liveness probe asks the database: its slow minute kills healthy processes",
        "let liveness ask the process alone",
        "liveness_asks_database",
    )
