"""Is the database on its way to refusing writes because of old transaction ids?

Why: PostgreSQL stops taking writes shortly before its 2^31 transaction ids wrap; vacuum must freeze old rows in
time, and something keeps it from doing so.
What to do: end old transactions, drop abandoned replication slots, let VACUUM FREEZE run on the oldest tables.
Source: PostgreSQL's documentation, "Preventing Transaction ID Wraparound Failures": freezing starts at 200
million by itself, warnings at 40 million left. One half and 90 % of the limit are this tool's defaults.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

WARN = threshold("limits.xid_age.warn", 0.5)
STOP = threshold("limits.xid_age.stop", 0.9)
LINE = "xid_age_share of {WARN} or more"
GRAVE = LINE
RELIEVES = ("storage", "nothing")


def check(vitals: Vitals) -> Report:
    """Fires from half of the wraparound limit on; CRITICAL from 90 % on."""
    share = vitals.number("xid_age_share")
    if share is None:
        return missing(vitals, "xid_age_share")
    if share < vitals.line(WARN):
        return quiet(f"transaction age is {percent(share)} of the limit")
    return fires(
        vitals,
        f"transaction age is {percent(share)} of the limit at which writes are refused",
        "find what holds vacuum back, and freeze the oldest tables",
        "xid_age_share",
        severity=Severity.CRITICAL if share >= vitals.line(STOP) else Severity.HIGH,
    )
