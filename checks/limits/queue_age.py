"""Do jobs wait past their deadline, or arrive faster than they are done?

Why: a queue that gets more than it does only grows; no size of it helps. A reader beyond the number of partitions has
nothing to read.
What to do: more workers while the machines have room and partitions allow; else more partitions or keys; else cheaper
jobs.
Source: arithmetic: a backlog drains only while completions exceed arrivals (formula queue_drain). Kafka
documentation: a partition has one reader of a consumer group (a share group, from 4.2, is not bound so).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

NOISE = 1.05
"""Over a window of seconds what arrives and what is done differ by a few; this tool's default."""
LINE = (
    "oldest_job_s above job_deadline_s, or job_arrivals_per_second more than a twentieth above "
    "job_completions_per_second"
)
RELIEVES = ("queue",)


def check(vitals: Vitals) -> Report:
    """Fires when the oldest job is late, or the queue can only grow."""
    oldest, deadline = vitals.number("oldest_job_s"), vitals.number("job_deadline_s")
    arrive, done = (
        vitals.number("job_arrivals_per_second"),
        vitals.number("job_completions_per_second"),
    )
    late = oldest is not None and deadline is not None and oldest > deadline
    grows = arrive is not None and done is not None and arrive > NOISE * done
    if not (late or grows):
        if oldest is None or deadline is None:
            return missing(vitals, "oldest_job_s", "job_deadline_s")
        return quiet(f"the oldest job is {oldest:g} s old of the {deadline:g} s that it may")
    seen = [f"the oldest job is {oldest:g} s old, {deadline:g} s are allowed"] if late else []
    if grows:
        seen.append(f"{arrive:g} jobs arrive a second and {done:g} are done")
    return fires(
        vitals,
        "; ".join([*seen, *_drains(vitals), *spare_readers(vitals)]),
        "add workers while the machines have room, and partitions before readers",
        "oldest_job_s",
        "job_deadline_s",
        "job_arrivals_per_second",
        "job_completions_per_second",
        "queue_consumers",
        "queue_partitions",
        "jobs_waiting",
    )


def _drains(vitals: Vitals) -> tuple[str, ...]:
    """How long what waits takes to be done, where more is done than arrives."""
    waiting = vitals.number("jobs_waiting")
    arrive, done = (
        vitals.number("job_arrivals_per_second"),
        vitals.number("job_completions_per_second"),
    )
    if waiting is None or arrive is None or done is None or done <= arrive:
        return ()
    seconds = waiting / (done - arrive)
    return (f"{waiting:,.0f} jobs wait and are done in {seconds:,.0f} s at this rate",)


def spare_readers(vitals: Vitals) -> tuple[str, ...]:
    """What is wrong with the number of readers, in words."""
    readers, partitions = vitals.number("queue_consumers"), vitals.number("queue_partitions")
    if readers is None or partitions is None or readers <= partitions:
        return ()
    return (
        f"{readers:g} consumers share {partitions:g} partitions, so {readers - partitions:g} idle",
    )
