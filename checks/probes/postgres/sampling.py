"""pg_stat_activity through a whole window: a quarter of a second at its ends says little of what lies between."""

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace

from checks.core import Problem
from checks.probes.postgres.activity import SESSIONS, Session, average
from checks.probes.postgres.reading import Tell, marked, quiet
from checks.probes.postgres.session import open_session
from checks.probes.postgres.snapshot import Postgres
from checks.probes.postgres.traffic import Activity
from checks.probes.postgres.watch import Watch

EVERY_S, MOST = 0.1, 600
"""A sample each tenth of a second, and no more than this: a long window gets them further apart."""
LONGEST_S = 2.0
ALONE = (
    "set statement_timeout = 2000; set default_transaction_read_only = on;"
    " set search_path = pg_catalog"
)
"""For a session that is the look's alone: through a pooler it would stay with somebody else's."""


def watch(url: str, seconds: float, *, tell: Tell = quiet) -> Activity | None:
    """Sessions sampled for this many seconds, by one short statement each time; None where nothing could be read.

    It takes the whole time also where it fails. Not for an address behind a pooler. `tell` hears the statement once.
    """
    import psycopg

    ends = time.monotonic() + seconds
    seen = list[list[Session]]()
    try:
        with closing(open_session(url, LONGEST_S).connection) as line, Watch(line) as guard:
            tell(ALONE)
            with guard.at_most(LONGEST_S):
                line.execute(ALONE)
            query = marked(SESSIONS)
            tell(query)
            while (left := ends - time.monotonic()) > 0:
                with guard.at_most(LONGEST_S):
                    seen.append(line.execute(query.encode()).fetchall())
                time.sleep(max(0.0, min(left, max(EVERY_S, seconds / MOST))))
    except (Problem, psycopg.Error):
        time.sleep(max(0.0, ends - time.monotonic()))
    return replace(average(seen), windowed=True) if seen else None


def sampled(grown: Postgres, *more: Activity | None) -> Postgres:
    """The window with the sessions of all these samples, its own among them."""
    return replace(grown, activity=together(*more, grown.activity))


def together(*several: Activity | None) -> Activity | None:
    """One activity of several, each weighed by its samples; what only a moment tells is the last one's."""
    known = [one for one in several if one is not None]
    if not known:
        return None
    samples = sum(one.samples for one in known)

    def mean(parts: list[tuple[int, Mapping[str, float]]]) -> dict[str, float]:
        names = sorted({name for _, one in parts for name in one})
        sums = {name: sum(count * one.get(name, 0.0) for count, one in parts) for name in names}
        return {name: total / samples for name, total in sums.items()}

    return replace(
        known[-1],
        samples=samples,
        by_state=mean([(one.samples, one.by_state) for one in known]),
        waits=mean([(one.samples, one.waits) for one in known]),
        blocked=sum(one.samples * one.blocked for one in known) / samples,
        longest_transaction_s=max(one.longest_transaction_s for one in known),
        longest_idle_in_transaction_s=max(one.longest_idle_in_transaction_s for one in known),
        windowed=any(one.windowed for one in known),
    )
