"""Will the disk be full soon?

Why: a full disk stops every write at once, and making room under pressure is how data gets lost.
What to do: grow the volume now (minutes), then archive or partition what grows.
Source: the 30 days of a hard stop and the half year of a plan are this tool's defaults.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

STOP_DAYS = threshold("limits.disk.stop_days", 30.0, unit="d")
PLAN_DAYS = threshold("limits.disk.plan_days", 180.0, unit="d")
LINE = "disk_runway_days under {PLAN_DAYS:g}"
GRAVE = "disk_runway_days under {STOP_DAYS:g}"
RELIEVES = ("storage", "nothing")


def check(vitals: Vitals) -> Report:
    """Fires within half a year; CRITICAL within a month."""
    days = vitals.number("disk_runway_days")
    if days is None:
        return missing(vitals, "disk_runway_days")
    if days >= vitals.line(PLAN_DAYS):
        return quiet(f"the disk lasts {days:.0f} days at this growth")
    return fires(
        vitals,
        f"the disk is full in {days:.0f} days at this growth",
        "grow the volume, then archive what nobody reads",
        "disk_runway_days",
        "database_bytes",
        severity=Severity.CRITICAL if days < vitals.line(STOP_DAYS) else Severity.MEDIUM,
    )
