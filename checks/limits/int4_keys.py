"""Will a four-byte key run out of numbers?

Why: at 2,147,483,647 the next insert fails, and changing the column's type rewrites the table under a lock.
What to do: add an eight-byte column, fill it in batches, swap; while there is time.
Source: PgHero calls a sequence in danger at 90 % (`sequence_danger`); 70 % is this tool's default for a plan.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

WARN = threshold("limits.int4_keys.warn", 0.7)
STOP = threshold("limits.int4_keys.stop", 0.9, grade=Grade.A, source="PgHero, sequence_danger")
LINE = "int4_fill of {WARN} or more"
GRAVE = "int4_fill of {STOP} or more"
RELIEVES = ("storage", "nothing")


def check(vitals: Vitals) -> Report:
    """Fires from 70 % on; CRITICAL from 90 % on."""
    fill = vitals.number("int4_fill")
    if fill is None:
        return missing(vitals, "int4_fill")
    if fill < vitals.line(WARN):
        return quiet(f"the fullest four-byte key is at {percent(fill)}")
    return fires(
        vitals,
        f"a four-byte key is at {percent(fill)} of its range",
        "widen the column to eight bytes in batches",
        "int4_fill",
        severity=Severity.CRITICAL if fill >= vitals.line(STOP) else Severity.MEDIUM,
    )
