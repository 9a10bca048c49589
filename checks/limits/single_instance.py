"""Is one instance all there is, where an outage must be short?

Why: the death of the only instance, and each deploy of it, is an outage; no index and no cache changes that.
What to do: a second instance behind a balancer, and state off the instance first.
Source: GitLab's reference architectures begin with a second node where availability is asked for. One hour is this
tool's default, as in people.short_outage.
"""

from checks.core import Report
from checks.people.short_outage import SHORT_HOURS
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "instances of 1 with rto_hours of {SHORT_HOURS:g} or less"
RELIEVES = ("recovery",)


def check(vitals: Vitals) -> Report:
    """Fires when one instance must keep a promise of an hour or less."""
    instances, promised = vitals.number("instances"), vitals.number("rto_hours")
    if instances is None or promised is None:
        return missing(vitals, "instances", "rto_hours")
    seen = f"{instances:g} instances, an outage of at most {promised:g} h was promised"
    if instances > 1 or promised > vitals.line(SHORT_HOURS):
        return quiet(seen)
    return fires(
        vitals,
        f"one instance is all there is, and an outage of at most {promised:g} h was promised",
        "run a second instance behind a balancer",
        "instances",
        "rto_hours",
    )
