"""What keeping sessions open saves: the processor time that opening them costs.

Source: arithmetic on the measured share; the cost itself is a process start and a handshake for each session
(PostgreSQL's documentation, "How Connections Are Established").
"""

from checks.vitals import Vitals
from playbooks.formulas.spread import spread

MUST_SHOW = 0.5


def per_request(processor_ms: float, session_share: float) -> float:
    """Processor milliseconds of a request that finds its session open."""
    return processor_ms * (1 - session_share)


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of processor time per request; None where the cost of sessions is not known."""
    share = vitals.number("session_cost_share")
    return None if share is None else spread(per_request(1.0, share), MUST_SHOW)
