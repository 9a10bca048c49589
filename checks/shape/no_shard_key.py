"""Do too few statements carry the key that data would be divided by?

Why: a statement without the key asks every shard, so it becomes slower with each shard that is added.
What to do: put the key on every row and in every statement first, on the one server.
Source: the guides of Citus and Vitess ask for the key in nearly all queries; 95 % of the time is this tool's
default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NEARLY_ALL = threshold("shape.no_shard_key.nearly_all", 0.95)
LINE = "shard_key_share under {NEARLY_ALL}"


def check(vitals: Vitals) -> Report:
    """Fires when less than 95 % of the statements' time carries the key."""
    share = vitals.number("shard_key_share")
    if share is None:
        return missing(vitals, "shard_key_share")
    if share >= vitals.line(NEARLY_ALL):
        return quiet(f"{percent(share)} of the statements' time carries the key")
    return fires(
        vitals,
        f"only {percent(share)} of the statements' time carries the key",
        "put the key on every row and in every statement",
        "shard_key_share",
    )
