"""Does the application open a database session for every request?

Why: a new session costs a process on the server, a handshake and cold caches, on both processors, every time.
What to do: keep sessions open and share them (rung pool).
Source: OpenAI reports connecting 50 ms before and 5 ms after pooling ("Scaling PostgreSQL to power 800 million
ChatGPT users"). One session for two requests, and a tenth of the processor time, are this tool's defaults.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

PER_REQUEST = threshold("shape.session_per_request.per_request", 0.5, unit="1")
NOTABLE = threshold("shape.session_per_request.notable", 0.1)
LINE = "sessions_per_request of {PER_REQUEST} with session_cost_share of {NOTABLE} or more"


def check(vitals: Vitals) -> Report:
    """Fires at one session per two requests; LOW where its cost is known to be small."""
    sessions = vitals.number("sessions_per_request")
    if sessions is None:
        return missing(vitals, "sessions_per_request")
    if sessions < vitals.line(PER_REQUEST):
        return quiet(f"{sessions:.2f} sessions are opened per request")
    cost = vitals.number("session_cost_share")
    price = "" if cost is None else f", which is at least {percent(cost)} of the processor time"
    return fires(
        vitals,
        f"{sessions:.1f} database sessions are opened per request{price}",
        "keep sessions open and share them",
        "sessions_per_request",
        "session_cost_share",
        severity=Severity.LOW
        if cost is not None and cost < vitals.line(NOTABLE)
        else Severity.MEDIUM,
    )
