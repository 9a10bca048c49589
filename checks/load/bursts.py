"""Does load come in bursts of seconds?

Why: an autoscaler acts on an average over a minute and then has to start something; a burst of seconds is over before.
What carries a burst is headroom that is there, and a queue or a limit in front.
What to do: keep headroom for the burst, take writes into a queue, and refuse what exceeds it.
Source: Kubernetes documentation, "Horizontal Pod Autoscaling": metrics are read every 15 s by default, before anything
is scheduled and started. A factor of five is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

SHARP = threshold("load.bursts.sharp", 5.0, unit="times")
LINE = "burst_factor of {SHARP:g} or more"


def check(vitals: Vitals) -> Report:
    """Fires when the busiest second has five times the load of its minute."""
    factor = vitals.number("burst_factor")
    if factor is None:
        return missing(vitals, "burst_factor")
    seen = f"the busiest second has {factor:g} times the load of its minute"
    if factor < vitals.line(SHARP):
        return quiet(seen)
    return fires(
        vitals,
        f"{seen}: it is over before an autoscaler has started anything",
        "keep headroom for it, and a queue or a limit in front",
        "burst_factor",
    )
