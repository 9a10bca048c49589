"""Could all deployables together open more sessions than the database allows?

Why: instances x processes x pool size is reached exactly when it hurts: at the peak, during a rolling deploy,
after autoscaling.
What to do: a pooler between, or smaller pools, and a cap on the number of instances.
Source: arithmetic (`connection_budget`); a fifth of max_connections stays free for people and migrations.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

FULL = threshold(
    "limits.connection_demand.full",
    1.0,
    source="arithmetic: the whole budget; a fifth of max_connections stays outside it",
)
LINE = "connection_demand_share above {FULL:g}"


def check(vitals: Vitals) -> Report:
    """Fires when the worst case exceeds the budget."""
    share = vitals.number("connection_demand_share")
    if share is None:
        return missing(vitals, "connection_demand_share")
    if share <= vitals.line(FULL):
        return quiet(f"the worst case is {percent(share)} of the connection budget")
    return fires(
        vitals,
        f"instances x processes x pool size is {percent(share)} of the connection budget",
        "put a pooler between, or make the pools smaller",
        "connection_demand_share",
        "instances",
        "processes_per_instance",
        "pool_per_process",
        "max_connections",
    )
