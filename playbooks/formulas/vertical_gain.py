"""What a bigger machine does to the use of its processor: it falls as the cores grow.

Source: the utilisation law (Denning and Buzen, "The Operational Analysis of Queueing Network Models", 1978):
use = throughput x service time / servers. It holds for work that is bound by processors and spread over them.
"""

from checks.vitals import Vitals
from playbooks.formulas.spread import spread

NEXT_SIZE = 2.0
"""Machines are sold in doublings."""
IO_BOUND = 0.5
MUST_SHOW = 0.6


def use_after(use: float, cores: float, new_cores: float, generation: float = 1.0) -> float:
    """Use of the processor on the new machine; `generation` is how much faster one new core is."""
    return use * cores / (new_cores * generation)


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of the database's processor use; None where storage, not processor, binds."""
    if (vitals.number("io_wait_share") or 0.0) >= IO_BOUND:
        return None
    return spread(use_after(1.0, 1.0, NEXT_SIZE), MUST_SHOW)
