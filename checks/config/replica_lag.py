"""Does a replica lag so far behind that readers see old states?

Why: a balancer that ignores the lag sends users to a state from before their own change.
What to do: take a lagging replica out of rotation; find the long query or the bulk write that delays it.
Source: GitLab's load balancing takes a replica out at 60 s of lag (`max_replication_lag_time`). Where readers' patience
was told (staleness_ok_s), that is the line; below a second it is not a matter of lag but of reading one's own writes.
"""

from checks.core import Report, not_applicable
from checks.signal import fires, missing, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

TOO_OLD_S = threshold(
    "config.replica_lag.too_old_s",
    60.0,
    unit="s",
    grade=Grade.A,
    source="GitLab, max_replication_lag_time",
)
LEAST_S = threshold("config.replica_lag.least_s", 1.0, unit="s")
LINE = "replica_lag_s of {TOO_OLD_S:g} or more, or above staleness_ok_s from {LEAST_S:g} on"
RELIEVES = ("nothing", "database_cpu", "database_io")


def check(vitals: Vitals) -> Report:
    """Fires when a replica in use is a minute behind, or further than its readers accept."""
    if vitals.fact("replicas") is not None and not vitals.number("replicas"):
        return not_applicable("no read replica is in use")
    lag = vitals.number("replica_lag_s")
    if lag is None:
        return missing(vitals, "replica_lag_s")
    accepted = vitals.number("staleness_ok_s")
    impatient = accepted is not None and lag > max(accepted, vitals.line(LEAST_S))
    if lag < vitals.line(TOO_OLD_S) and not impatient:
        return quiet(f"replicas lag {lag:.1f} s")
    told = f", and readers accept {accepted:g} s" if impatient else ""
    return fires(
        vitals,
        f"a replica lags {lag:.0f} s{told}",
        "take it out of rotation, and find the query or the bulk write that delays it",
        "replica_lag_s",
        "replicas",
        "staleness_ok_s",
    )
