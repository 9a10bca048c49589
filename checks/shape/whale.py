"""Is one tenant so large that no shard could hold it evenly?

Why: dividing by tenant cannot divide a tenant; the shard of the largest stays as full as it was.
What to do: give that tenant a machine of its own, or find a second key.
Source: Slack outgrew sharding by workspace for this reason ("Scaling Datastores at Slack with Vitess", 2020);
30 % is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

TOO_LARGE = threshold("shape.whale.too_large", 0.3)
LINE = "biggest_tenant_share of {TOO_LARGE} or more"


def check(vitals: Vitals) -> Report:
    """Fires when the largest tenant has 30 % of the data."""
    share = vitals.number("biggest_tenant_share")
    if share is None:
        return missing(vitals, "biggest_tenant_share")
    if share < vitals.line(TOO_LARGE):
        return quiet(f"the largest tenant has {percent(share)} of the data")
    return fires(
        vitals,
        f"the largest tenant has {percent(share)} of the data",
        "give it a machine of its own",
        "biggest_tenant_share",
    )
