"""What each host carries when data is divided over several: its part, times the unevenness.

Source: arithmetic; the fullest shard may carry 1.3 times the mean before it must be divided again (this tool's
default).
"""

from checks.vitals import Vitals

HOSTS = 2.0
UNEVEN = 1.3


def fullest(hosts: float, unevenness: float = UNEVEN) -> float:
    """Load of the fullest host after / before, for this many hosts."""
    return min(1.0, unevenness / hosts)


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of the processor use of the fullest of two hosts."""
    return 1 / HOSTS, fullest(HOSTS)
