"""Does a request spend its time neither in the database nor on a processor?

Why: such time is waiting for somebody else (mail, payment, another service); no rung for the database or the
processor shortens it.
What to do: move what nobody waits for out of the request, and bound what remains with a time-out.
Source: arithmetic of the measured parts; one half of the median and 20 ms are this tool's defaults: some
milliseconds of every request are the way there and back, and no partner's.
"""

from checks.busy import undisturbed
from checks.core import Report
from checks.saturation.database_cpu import WARN as BUSY
from checks.shape.deferrable_work import NOTABLE as DEFERRABLE
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MOST = threshold("saturation.external_wait.most", 0.5)
FLOOR_MS = threshold("saturation.external_wait.floor_ms", 20.0, unit="ms")
RELIEVES = ("external_wait",)
LINE = "over {MOST} of p50_ms, and {FLOOR_MS:g} ms, outside database and processor, with both under {BUSY}"


def check(vitals: Vitals) -> Report:
    """Fires when most of the median is explained by neither database nor processor, and both are idle."""
    median = vitals.number("p50_ms")
    database = vitals.number("database_ms_per_request")
    processor = vitals.number("processor_ms_per_request")
    if median is None or database is None or processor is None:
        return missing(vitals, "p50_ms", "database_ms_per_request", "processor_ms_per_request")
    queued = vitals.number("processor_wait_ms_per_request") or 0.0
    left = max(0.0, median - database - processor - queued)
    rest = left / median if median else 0.0
    busy = max(vitals.number("app_cpu") or 0.0, vitals.number("database_cpu") or 0.0)
    machine = 0.0 if undisturbed(vitals) else vitals.number("host_cpu") or 0.0
    seen = f"{percent(rest)} of the median of {median:.0f} ms is spent elsewhere"
    if (vitals.number("deferrable_share") or 0.0) >= vitals.line(DEFERRABLE):
        return quiet(f"{seen}, and work that could be done later explains it")
    small = rest <= vitals.line(MOST) or left < vitals.line(FLOOR_MS)
    if small or max(busy, machine) >= vitals.line(BUSY):
        return quiet(seen)
    return fires(
        vitals,
        f"{seen} than in the database or on a processor",
        "find the outside call, and move it out of the request",
        "p50_ms",
        "database_ms_per_request",
        "processor_ms_per_request",
        "processor_wait_ms_per_request",
    )
