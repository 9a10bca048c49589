"""Does the application serve many static bytes itself?

Why: a worker that copies a file to a slow client is not answering anybody else, and an edge does it for less.
What to do: names with a hash and a long life, media in object storage, a CDN in front (rung cdn).
Source: RFC 9111 (HTTP caching); 30 % of the bytes is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("shape.static_bytes.many", 0.3)
LINE = "static_byte_share of {MANY} or more"


def check(vitals: Vitals) -> Report:
    """Fires when a third of the bytes are static."""
    share = vitals.number("static_byte_share")
    if share is None:
        return missing(vitals, "static_byte_share")
    if share < vitals.line(MANY):
        return quiet(f"{percent(share)} of bytes are static files")
    return fires(
        vitals,
        f"{percent(share)} of bytes are static files from the application",
        "serve them from an edge or object storage",
        "static_byte_share",
    )
