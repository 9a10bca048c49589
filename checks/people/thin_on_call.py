"""Is there nobody to take turns with at being on call?

Why: each service, cluster, shard and region can fail at night. With one person the night is always theirs, and the
step is undone by a holiday.
What to do: take the step when the rota holds it, or let a provider run the part.
Source: Google, "Site Reliability Engineering", chapter "Being On-Call", asks for a rota of several; fewer than 2 is
this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

FEWEST = threshold("people.thin_on_call.fewest", 2.0, unit="1")
LINE = "on_call_people under {FEWEST:g}"


def check(vitals: Vitals) -> Report:
    """Fires when fewer than two people take turns."""
    people = vitals.number("on_call_people")
    if people is None:
        return missing(vitals, "on_call_people")
    if people >= vitals.line(FEWEST):
        return quiet(f"{people:g} people take turns at being on call")
    return fires(
        vitals,
        f"{'one person is' if people else 'nobody is'} on call",
        "find the people first, or let a provider run the part",
        "on_call_people",
    )
