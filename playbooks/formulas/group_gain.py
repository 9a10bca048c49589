"""What stays on a database when one group of tables moves to a server of its own.

Source: arithmetic on the measured share of time. GitHub reports half of the load gone from the hosts that tables
left ("Partitioning GitHub's relational databases to handle scale", 2021).
"""

from checks.vitals import Vitals
from playbooks.formulas.spread import spread

MUST_SHOW = 0.7


def remaining(group_share: float) -> float:
    """Load after / before on the server that the group left."""
    return 1 - group_share


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of the database's processor use; None where no group's share is known."""
    share = vitals.number("largest_group_share")
    return None if share is None else spread(remaining(share), MUST_SHOW)
