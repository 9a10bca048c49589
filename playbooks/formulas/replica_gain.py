"""What stays on the primary when a part of the reads goes to a replica: all writes, and the other reads.

Source: arithmetic: a replica replays every write, so only reads move. With writes at half of the time the best case
is under twice.
"""

from checks.vitals import Vitals
from playbooks.formulas.spread import spread

ROUTED = 0.5
"""Share of the reads that may be stale, where nobody told; this tool's default."""
MUST_SHOW = 0.6


def primary_load(read_share: float, routed: float) -> float:
    """The primary's load after / before: `read_share` of its time is reads, `routed` of those move away."""
    return (1 - read_share) + read_share * (1 - routed)


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of the primary's processor use; None where the share of reads is not known."""
    reads = vitals.number("read_time_share")
    return None if reads is None else spread(primary_load(reads, ROUTED), MUST_SHOW)
