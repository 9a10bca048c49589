"""Is one instance all there is, where an outage must be short, or a deploy must not interrupt?

Why: the death of the only instance, and each deploy of it, is an outage; no index and no cache changes that.
What to do: a second instance behind a balancer, and state off the instance first.
Source: GitLab's reference architectures begin with a second node where availability is asked for. One hour is this
tool's default, as in people.short_outage.
"""

from checks.core import Report
from checks.people.short_outage import SHORT_HOURS
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "instances of 1 with rto_hours of {SHORT_HOURS:g} or less, or downtime_allowed_min of 0"
RELIEVES = ("recovery",)


def check(vitals: Vitals) -> Report:
    """Fires when one instance must keep a promise of an hour or less, or may not be interrupted for a deploy."""
    instances, promised = vitals.number("instances"), vitals.number("rto_hours")
    allowed = vitals.number("downtime_allowed_min")
    if instances is None or (promised is None and allowed is None):
        return missing(vitals, "instances", *(["rto_hours"] if allowed is None else []))
    if instances > 1:
        return quiet(f"{instances:g} instances")
    if promised is not None and promised <= vitals.line(SHORT_HOURS):
        reason = f"an outage of at most {promised:g} h was promised"
    elif allowed == 0:
        reason = "a deploy may not interrupt (downtime_allowed_min is 0)"
    else:
        return quiet("one instance, and outages and deploys may interrupt")
    return fires(
        vitals,
        f"one instance is all there is, and {reason}",
        "run a second instance behind a balancer",
        "instances",
        "rto_hours",
        "downtime_allowed_min",
    )
