"""Whether a backlog drains, how long that takes, and how many workers keep up.

Source: arithmetic on rates (a backlog falls by what is done over what arrives) and Little's law for the workers; that
they should be busy two thirds of the time is this tool's default, since waiting triples at 70 %.
"""

from math import ceil, inf

BUSY = 0.65


def drain_seconds(backlog: float, arrive: float, done: float) -> float:
    """Seconds until the backlog is gone; infinite where as much arrives as is done."""
    return backlog / (done - arrive) if done > arrive else inf


def workers(arrive: float, job_seconds: float, busy: float = BUSY) -> int:
    """Workers that keep up with this many jobs a second, each busy that share of the time; at least one."""
    return max(1, ceil(arrive * job_seconds / busy))


def partitions(throughput: float, produced_each: float, consumed_each: float) -> int:
    """Partitions that one topic needs for this throughput, by what one producer and one consumer manage on each."""
    return max(1, ceil(throughput / produced_each), ceil(throughput / consumed_each))
