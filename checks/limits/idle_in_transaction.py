"""Do sessions sit idle inside a transaction?

Why: such a session pins its connection, keeps locks and holds back vacuum. A pooler cannot help, since a
transaction keeps its server connection; the transaction's scope must be repaired.
What to do: no outside call and no waiting inside a transaction; idle_in_transaction_session_timeout as a net.
Source: PostgreSQL's documentation of `idle_in_transaction_session_timeout`; 30 % is this tool's default.
"""

from checks.core import Report, Severity
from checks.limits.connections import STOP as GONE
from checks.limits.connections import WARN as SHORT
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

TOO_MANY = threshold("limits.idle_in_transaction.too_many", 0.3)
LINE = "idle_in_transaction_share of {TOO_MANY} or more"
GRAVE = f"{LINE} and {{SHORT}} of max_connections open"
RELIEVES = ("connections", "locks", "nothing")


def check(vitals: Vitals) -> Report:
    """Fires when a third of the sessions wait inside a transaction."""
    share = vitals.number("idle_in_transaction_share")
    if share is None:
        return missing(vitals, "idle_in_transaction_share")
    if share < vitals.line(TOO_MANY):
        return quiet(f"{percent(share)} of sessions are idle inside a transaction")
    return fires(
        vitals,
        f"{percent(share)} of sessions are idle inside a transaction",
        "end the transaction before waiting for anything else, and set a time-out for the rest",
        "idle_in_transaction_share",
        "connections_used",
        severity=weight(vitals),
    )


def weight(vitals: Vitals) -> Severity:
    """Between two statements of a request every session is briefly so: it presses where sessions run short."""
    used, limit = vitals.number("connections_used"), vitals.number("max_connections")
    if used is None or not limit:
        return Severity.MEDIUM
    if used / limit >= vitals.line(GONE):
        return Severity.CRITICAL
    return Severity.HIGH if used / limit >= vitals.line(SHORT) else Severity.LOW
