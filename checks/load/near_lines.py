"""Is something past half of its ceiling, and nothing past the line from which it would be acted on?

Why: between the two lies the time to plan, not to build; users are served, and a step that nothing asks for brings
nothing yet.
What to do: set an alert on that line, and look again when it fires (rung do_nothing).
Source: the lines are those of saturation.app_cpu and saturation.database_cpu; one half is that of load.headroom.
"""

from checks.busy import wanted
from checks.core import Report
from checks.load.headroom import EASY, LEVELS, TARGET_MS
from checks.saturation.app_cpu import FULL as APP_FULL
from checks.saturation.database_cpu import WARN as DATABASE_FULL
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = (
    "a processor from {EASY} on, database_cpu under {DATABASE_FULL}, app_cpu under {APP_FULL} "
    "and p95_ms within its target"
)
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires (in the good sense) in that span, with users served in time."""
    latency = vitals.number("p95_ms")
    if latency is None or any(vitals.number(one) is None for one in LEVELS):
        return missing(vitals, "p95_ms", *LEVELS)
    application, database = wanted(vitals, "app_cpu"), wanted(vitals, "database_cpu")
    target = vitals.number("p95_target_ms") or vitals.line(TARGET_MS)
    seen = f"app_cpu at {percent(application)}, database_cpu at {percent(database)}"
    full = application >= vitals.line(APP_FULL) or database >= vitals.line(DATABASE_FULL)
    if full or latency > target or max(application, database) < vitals.line(EASY):
        return quiet(f"{seen}; 95th percentile {latency:.0f} of {target:.0f} ms")
    return fires(
        vitals,
        f"{seen}: under the lines from which they would be acted on, and the 95th percentile of {latency:.0f} ms "
        f"is within {target:.0f} ms",
        "set an alert on those lines, and plan the next step now",
        "p95_ms",
        "p95_target_ms",
        *LEVELS,
    )
