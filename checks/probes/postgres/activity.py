"""pg_stat_activity, sampled a few times: who is at work, and what they wait for."""

import time
from collections import Counter
from dataclasses import replace
from typing import Any

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.traffic import Activity
from checks.probes.postgres.traffic import Session as Listed

MOST = 1000

_CLEAR = "select pg_stat_clear_snapshot()"
# Without rights even the kind of a foreign session is hidden; only clients then have a user and a database.
SESSIONS = """
select state, wait_event_type, application_name,
  extract(epoch from clock_timestamp() - xact_start)::float8,
  extract(epoch from clock_timestamp() - state_change)::float8
from pg_stat_activity
where coalesce(backend_type = 'client backend', usesysid is not null and datid is not null)
  and pid <> pg_backend_pid()"""

# One by one, once: what blocks whom takes the lock table's own locks, so it is asked only for those that wait.
_LISTED = f"""
select pid, coalesce(usename::text, ''), coalesce(datname::text, ''), coalesce(application_name, ''),
  coalesce(state, 'hidden'), coalesce(wait_event_type, ''),
  extract(epoch from clock_timestamp() - backend_start)::float8,
  extract(epoch from clock_timestamp() - xact_start)::float8,
  extract(epoch from clock_timestamp() - query_start)::float8,
  extract(epoch from clock_timestamp() - state_change)::float8,
  greatest(age(backend_xmin), age(backend_xid)),
  case when wait_event_type = 'Lock' then pg_blocking_pids(pid) end
from pg_stat_activity
where coalesce(backend_type = 'client backend', usesysid is not null and datid is not null)
  and pid <> pg_backend_pid()
order by xact_start nulls last, state_change, pid limit {MOST}"""  # noqa: S608 (constants of this file)

Session = tuple[Any, ...]


def read(reading: Reading, *, samples: int, apart_s: float) -> Activity | None:
    """The average over the samples, or None with the reason in `reading.missing["activity"]`."""
    seen: list[list[Session]] = []
    for number in range(samples):
        if number:
            time.sleep(apart_s)
            reading.rows("activity", _CLEAR)
        rows = reading.rows("activity", SESSIONS)
        if rows is None:
            break
        seen.append(rows)
    return replace(average(seen), listed=_listed(reading)) if seen else None


def _listed(reading: Reading) -> tuple[Listed, ...]:
    rows = reading.rows("sessions", _LISTED) or ()
    return tuple(
        Listed(
            pid=one[0],
            user=one[1],
            database=one[2],
            application=one[3],
            state=one[4],
            wait=one[5],
            age_s=one[6],
            transaction_s=one[7],
            query_s=one[8] if one[4] == "active" else None,
            state_s=one[9],
            xid_age=one[10],
            blocked_by=tuple(one[11] or ()),
        )
        for one in rows
    )


def average(seen: list[list[Session]]) -> Activity:
    """The average over samples of `SESSIONS`; what only a moment tells is the last one's."""
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
