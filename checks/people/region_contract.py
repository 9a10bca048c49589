"""Does a contract or a law ask for a second region?

Why: residency and promised recovery are reasons that no load figure replaces; without one, a second region
doubles the cost for a rare day.
What to do: a backup in another region and a restore drill first.
Source: GitLab's reference architectures: several sites only where disaster recovery is a key requirement.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "residency_or_rto_contract told as true"


def check(vitals: Vitals) -> Report:
    """Fires when a contract asks for it."""
    contract = vitals.number("residency_or_rto_contract")
    if contract is None:
        return missing(vitals, "residency_or_rto_contract")
    if not contract:
        return quiet("no contract asks for a second region")
    return fires(
        vitals,
        "a contract asks for a second region",
        "keep a backup in another region, and restore from it once",
        "residency_or_rto_contract",
    )
