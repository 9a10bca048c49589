"""Does one part want ten times the resources of the rest for the same load?

Why: then scaling everything together wastes machines; apart, each has its own size.
What to do: run that part as its own process from the same code first.
Source: Istio's five questions ("Introducing istiod", 2020); a factor of ten is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

UNEVEN = threshold("people.uneven_parts.uneven", 10.0, unit="times")
LINE = "scaling_profile_ratio of {UNEVEN:g} or more"


def check(vitals: Vitals) -> Report:
    """Fires when a part wants ten times what the others want."""
    ratio = vitals.number("scaling_profile_ratio")
    if ratio is None:
        return missing(vitals, "scaling_profile_ratio")
    if ratio < vitals.line(UNEVEN):
        return quiet(f"the hungriest part wants {ratio:g} times the rest")
    return fires(
        vitals,
        f"one part wants {ratio:g} times what the rest wants for the same load",
        "run it as its own process from the same code first",
        "scaling_profile_ratio",
    )
