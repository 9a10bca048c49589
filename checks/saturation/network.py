"""Is the application's network full?

Why: with a full line every answer waits, while processors and database idle; more processes on the same line change
nothing. What fills a line is mostly large and the same for many: files, images, lists without pages.
What to do: compress, send static files and media from an edge or object storage, cut answers into pages.
Source: RFC 9111 (HTTP caching) for what an edge may answer. 80 % of the line is this tool's default, as for storage
(saturation.storage_io).
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NEAR_CAP = threshold("saturation.network.near_cap", 0.8)
LINE = "network_share of {NEAR_CAP} or more"
RELIEVES = ("edge",)


def check(vitals: Vitals) -> Report:
    """Fires when four fifths of the line are used."""
    share = vitals.number("network_share")
    if share is None:
        return missing(vitals, "network_share")
    seen = f"{percent(share)} of the application's network is used"
    if share < vitals.line(NEAR_CAP):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "compress, and answer files and media from an edge",
        "network_share",
        "static_byte_share",
    )
