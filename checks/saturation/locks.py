"""Do sessions wait for each other's locks?

Why: a convoy behind a lock looks like a slow database, but no processor is busy: a bigger machine, a pooler or
a replica leaves the convoy as it is.
What to do: shorten the transaction that holds the lock, take locks in one order, set lock_timeout.
Source: PostgreSQL's documentation of `pg_stat_activity` (wait_event_type Lock); 30 % is this tool's default.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

CONVOY = threshold("saturation.locks.convoy", 0.3)
TWO = 2.0
"""A convoy takes at least two: one that holds and one that waits."""
LINE = "lock_wait_share of {CONVOY} or more, with {TWO:g} sessions at work"
GRAVE = LINE
RELIEVES = ("locks",)


def check(vitals: Vitals) -> Report:
    """Fires when a third of the busy sessions wait for locks."""
    share = vitals.number("lock_wait_share")
    if share is None:
        return missing(vitals, "lock_wait_share")
    if share < vitals.line(CONVOY) or few(vitals):
        return quiet(f"{percent(share)} of busy sessions wait for locks")
    return fires(
        vitals,
        f"{percent(share)} of busy sessions wait for locks",
        "find the transaction that holds the lock and shorten it",
        "lock_wait_share",
        severity=Severity.HIGH,
    )


def few(vitals: Vitals) -> bool:
    """Whether so few sessions were at work that their waiting says nothing."""
    active = vitals.number("active_sessions")
    return active is not None and active < TWO
