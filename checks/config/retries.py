"""Do several layers try a failed call again?

Why: attempts multiply by layer: three attempts at three layers are 27 calls for one, just when the callee is least
able to answer.
What to do: retries at one layer, the outermost, with growing and random pauses and at most a tenth of the traffic.
Source: Google, "Site Reliability Engineering", chapter "Addressing Cascading Failures". Three attempts as the usual
number, and one failure in a thousand as the line, are this tool's defaults.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

LAYERS = threshold("config.retries.layers", 2.0, unit="1")
ATTEMPTS = 3
FAILS = threshold("config.retries.fails", 0.001)
LINE = "retry_layers of {LAYERS:g} or more with an error_share of {FAILS} or more"
RELIEVES = ("external_wait", "nothing")


def check(vitals: Vitals) -> Report:
    """Fires at two layers; LOW while hardly a request fails."""
    layers = vitals.number("retry_layers")
    if layers is None:
        return missing(vitals, "retry_layers")
    if layers < vitals.line(LAYERS):
        return quiet(f"{layers:g} layer tries again")
    calls = ATTEMPTS ** min(int(layers), 6)
    return fires(
        vitals,
        f"{layers:g} layers try again: at {ATTEMPTS} attempts each, {calls} calls for one",
        "keep retries at one layer",
        "retry_layers",
        "error_share",
        severity=Severity.MEDIUM
        if (vitals.number("error_share") or 0.0) >= vitals.line(FAILS)
        else Severity.LOW,
    )
