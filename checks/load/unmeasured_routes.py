"""Are response times recorded per route?

Why: without the 95th percentile of each route nobody can say which request is slow, nor whether a change
helped; every later decision would be a guess.
What to do: a request histogram by route in the application, scraped (rung observe).
Source: the four golden signals of Google's SRE book, chapter "Monitoring Distributed Systems".
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "no response times per route"


def check(vitals: Vitals) -> Report:
    """Fires when it is known that nothing records times per route."""
    measured = vitals.number("routes_measured")
    if measured is None:
        return missing(vitals, "routes_measured")
    if measured:
        return quiet("response times are recorded per route")
    return fires(
        vitals,
        "response times are not recorded per route",
        "record a histogram of response times by route",
        "routes_measured",
    )
