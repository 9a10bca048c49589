"""Is a copy more than five seconds behind?

Why: readers of the copy see old states: a user does not find what they just wrote; and a failover to it loses or
waits for that time.
What to do: find what it waits for: a long query on the copy, a burst of writes, its storage, the network.
Source: 5 s is PgHero's bar and the ladder's warning; at 60 s GitLab takes a replica out of rotation.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, seen, span
from checks.probes.postgres import Postgres
from checks.replication._copies import standbys

ADVICE = True
WARN_S = 5.0
ACT_S = 60.0
Lag = tuple[str, float]


def check(postgres: Postgres) -> Report:
    """Fires for each copy that is 5 s behind; HIGH from 60 s."""
    found = standbys(postgres)
    if isinstance(found, Report):
        return found
    receiver = postgres.replication.receiver if postgres.replication else None
    lags = [(f"standby {one.name!r}", one.lag_s) for one in found if one.lag_s is not None]
    if receiver is not None and receiver.lag_s is not None:
        lags.append(("this replica", receiver.lag_s))
    if not found and receiver is None:
        return not_applicable("there is no copy of this server")
    longest = max((lag for _, lag in lags), default=0.0)
    return each(
        lags,
        _finding,
        total=len(found) + (receiver is not None),
        note=f"the slowest of {len(lags)} copies is {span(longest)} behind",
        too_few="no lag is known: nothing was written lately",
    )


def _finding(one: Lag) -> Finding | None:
    name, lag = one
    if lag < WARN_S:
        return None
    return Finding(
        message=f"{name} is {span(lag)} behind",
        remedy="SELECT application_name, state, write_lag, flush_lag, replay_lag FROM pg_stat_replication; on the copy:"
        " its longest query, and max_standby_streaming_delay; take it out of the readers' rotation meanwhile",
        severity=Severity.HIGH if lag >= ACT_S else Severity.MEDIUM,
        facts=(seen("lag_s", lag, "s", "pg_stat_replication.replay_lag"),),
    )
