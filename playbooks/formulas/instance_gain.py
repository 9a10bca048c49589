"""What one more process of the application does to the use of each: the load is divided by one more.

Source: the utilisation law (Denning and Buzen, "The Operational Analysis of Queueing Network Models", 1978), at the
same load and with an even balancer. It says nothing about a database that all of them share.
"""

from checks.vitals import Vitals
from playbooks.formulas.spread import spread

MUST_SHOW = 0.6


def use_after(use: float, processes: float, more: float = 1.0) -> float:
    """Use of each process when `more` are added."""
    return use * processes / (processes + more)


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of the application's processor use, for one more process."""
    processes = vitals.number("processes_per_instance") or 1.0
    instances = vitals.number("instances") or 1.0
    return spread(use_after(1.0, processes * instances), MUST_SHOW)
