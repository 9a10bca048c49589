"""Does the queue hand out a job again while it still runs?

Why: a job that takes longer than the queue waits is given to a second worker: it runs twice, and the queue does
double work just when it is slow.
What to do: a time-out well above the slowest job, or a heartbeat; and a key that makes the second run harmless.
Source: Amazon SQS documentation, "Visibility timeout" (its default is 30 s).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "ack_timeout_s at or under job_p99_s"
RELIEVES = ("nothing", "queue")


def check(vitals: Vitals) -> Report:
    """Fires when slow jobs outlast the queue's patience."""
    patience, slowest = vitals.number("ack_timeout_s"), vitals.number("job_p99_s")
    if patience is None or slowest is None:
        return missing(vitals, "ack_timeout_s", "job_p99_s")
    seen = f"one job in a hundred takes {slowest:g} s and more, the queue waits {patience:g} s"
    if patience > slowest:
        return quiet(seen)
    return fires(
        vitals,
        f"{seen}: such jobs run twice",
        "raise the time-out above the slowest job",
        "ack_timeout_s",
        "job_p99_s",
    )
