"""Vitals of the application's own pool, from its size in the code and the sessions that are seen at work.

Nobody can ask a pool inside a process how long it makes requests wait. But a pool of `c` connections that are in use a
share `u` of the time, each held for `s`, makes a borrower wait about s u / (c (1 - u)) (M/M/c at high use: Kleinrock,
"Queueing Systems", 1975). Where that explains most of what database and processor leave of the median, it is given as
`pool_wait_ms`, a lower bound of the 95th percentile that says where it comes from; where it does not, somebody else is
awaited. A connection is held at most for the request's time in the database, on a processor and waiting for one.

It is not given where sessions wait for storage or locks, since then those are slow and not the pool small, nor where
more sessions are open than the pool has, since then some are somebody else's.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact, Looks
from checks.fill import combined, from_repo
from checks.fill.fact import lower, measured, window
from checks.probes.metrics import Metrics
from checks.probes.postgres import Activity, Postgres
from checks.probes.repo import Repo

BUSY = 0.5
"""Seen in use on the server's side, from which the pool is suspected at all (this tool's default)."""
MOST_USE = 0.99
"""A window is too short to tell more; the rest of the median bounds the waiting then."""
EXPLAINS = 0.5
"""Share of what is left of the median that waiting for the pool must explain (this tool's default)."""
HELD_UP = 0.3
"""Share of busy sessions that wait for storage or locks, from which those explain the time (as in saturation.locks)."""
PARTS = (
    "database_ms_per_request",
    "processor_ms_per_request",
    "processor_wait_ms_per_request",
)
SIZE = ("instances", "processes_per_instance", "pool_per_process")


def facts(looks: Looks) -> Iterator[Fact]:
    """How much of the pool is in use, and what waiting for it costs where it is always in use."""
    repo, postgres = looks.get(Repo), looks.get(Postgres)
    activity = postgres.activity if postgres is not None else None
    configured = {one.name: one for one in from_repo.facts(repo)} if repo is not None else {}
    if activity is None or "pooler" in configured or any(one not in configured for one in SIZE):
        return
    size = 1.0
    for one in SIZE:
        size *= float(configured[one].value)
    if not 0 < activity.sessions <= size:
        return
    in_use = sum(
        count
        for state, count in activity.by_state.items()
        if state.startswith(("active", "idle in"))
    )
    use = measured(
        "pool_use",
        min(1.0, in_use / size),
        f"pg_stat_activity: {in_use:.2f} of the {size:g} connections of {configured['pool_per_process'].where}",
        window=f"{activity.samples} samples",
        confidence=Confidence.MEDIUM if activity.windowed else Confidence.LOW,
    )
    yield use
    if in_use >= BUSY * size and not _held_up(activity):
        yield from _wait(looks, use, size)


def _held_up(activity: Activity) -> bool:
    waiting = activity.waits.get("IO", 0.0) + activity.waits.get("Lock", 0.0)
    return waiting >= HELD_UP * activity.active


def _wait(looks: Looks, use: Fact, size: float) -> Iterator[Fact]:
    page = looks.get(Metrics)
    median = page.percentile_ms(50) if page is not None else None
    known = {one.name: one for one in combined.facts(looks)}
    if page is None or median is None or not page.covered_s or not known.keys() >= set(PARTS[:2]):
        return
    parts = [known[one] for one in PARTS if one in known]
    held = sum(float(one.value) for one in parts)
    left = median - held
    rate = (page.count + page.errors) / page.covered_s
    share = min(MOST_USE, max(float(use.value), rate * held / 1000 / size))
    waiting = min(left, held * share / (size * (1 - share)))
    if left > 0 and waiting >= EXPLAINS * left:
        yield measured(
            "pool_wait_ms",
            waiting,
            f"derived: {share:.0%} of {size:g} connections in use, each held up to {held:.3g} ms",
            window=window(page.covered_s),
            confidence=lower(use.confidence, *(one.confidence for one in parts)),
        )
