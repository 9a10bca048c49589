"""pg_stat_activity, sampled a few times: who is at work, and what they wait for."""

import time
from collections import Counter
from typing import Any

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.snapshot import Activity

_CLEAR = "select pg_stat_clear_snapshot()"
# Without rights even the kind of a foreign session is hidden; only clients then have a user and a database.
_SESSIONS = """
select state, wait_event_type, application_name,
  extract(epoch from clock_timestamp() - xact_start)::float8,
  extract(epoch from clock_timestamp() - state_change)::float8
from pg_stat_activity
where coalesce(backend_type = 'client backend', usesysid is not null and datid is not null)
  and pid <> pg_backend_pid()"""

Session = tuple[Any, ...]


def read(reading: Reading, *, samples: int, apart_s: float) -> Activity | None:
    """The average over the samples, or None with the reason in `reading.missing["activity"]`."""
    seen: list[list[Session]] = []
    for number in range(samples):
        if number:
            time.sleep(apart_s)
            reading.rows("activity", _CLEAR)
        rows = reading.rows("activity", _SESSIONS)
        if rows is None:
            break
        seen.append(rows)
    return _average(seen) if seen else None


def _average(seen: list[list[Session]]) -> Activity:
    every = [one for rows in seen for one in rows]
    last, times = seen[-1], len(seen)
    states = Counter(one[0] or "hidden" for one in every)
    waits = Counter(one[1] or "CPU" for one in every if one[0] == "active")
    idle_in = [one for one in last if str(one[0]).startswith("idle in transaction")]
    return Activity(
        samples=times,
        sessions=len(last),
        by_state={name: count / times for name, count in sorted(states.items())},
        waits={name: count / times for name, count in sorted(waits.items())},
        longest_transaction_s=max((one[3] or 0.0 for one in last), default=0.0),
        longest_idle_in_transaction_s=max((one[4] or 0.0 for one in idle_in), default=0.0),
        blocked=waits.get("Lock", 0) / times,
        by_application=dict(sorted(Counter(str(one[2] or "") for one in last).items())),
        hidden=sum(1 for one in last if one[0] is None),
    )
