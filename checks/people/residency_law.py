"""Does a law say where data must be kept, so that one region cannot keep to it?

Why: no measurement and no cheaper rung answers a law; it is the one reason for a second region that needs no other.
What to do: ask counsel which data and whose; keep just that in its region, tenant by tenant, before anything is copied.
Source: residency alone is a trigger in GitLab's and Vitess's advice on several sites (geo-affine shards, not two
writers).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "residency_law told as true"


def check(vitals: Vitals) -> Report:
    """Fires when the law asks for a second place."""
    law = vitals.number("residency_law")
    if law is None:
        return missing(vitals, "residency_law")
    if not law:
        return quiet("one region keeps to every law on where data must be")
    return fires(
        vitals,
        "a law says where data must be kept, and one region cannot keep to it",
        "a home region for each tenant; only the data that the law names",
        "residency_law",
    )
