"""Has a copy more than 8 MB of log still to replay?

Why: bytes tell what seconds hide: on a quiet server the lag in seconds is stale, and after a burst a copy can be
gigabytes behind while its clock still looks young.
What to do: as for lag in time; see whether it grows between two looks.
Source: 8 MB is where GitLab takes a replica out of rotation and the ladder's bar for acting; 50 and 500 MB are
pgEdge's, of which the second is HIGH here.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, seen
from checks.probes.postgres import Postgres
from checks.replication._copies import standbys
from checks.signal import size

ADVICE = True
ACT = 8 * 1024**2
MUCH = 500 * 10**6
Behind = tuple[str, int]


def check(postgres: Postgres) -> Report:
    """Fires for each copy that has 8 MB to replay; HIGH from 500 MB."""
    found = standbys(postgres)
    if isinstance(found, Report):
        return found
    receiver = postgres.replication.receiver if postgres.replication else None
    if not found and receiver is None:
        return not_applicable("there is no copy of this server")
    behind = [
        (f"standby {one.name!r}", one.behind_bytes)
        for one in found
        if one.behind_bytes is not None and one.state != "backup"
    ]
    if receiver is not None:
        behind.append(("this replica", receiver.behind_bytes))
    return each(
        behind,
        _finding,
        total=len(found) + (receiver is not None),
        note=f"{len(behind)} copies are in step",
        too_few="no copy's position is known",
    )


def _finding(one: Behind) -> Finding | None:
    name, behind = one
    if behind < ACT:
        return None
    return Finding(
        message=f"{name} has {size(behind)} of log still to replay",
        remedy="does it grow? look again with --seconds 30. SELECT pid, application_name, state, sent_lsn, replay_lsn"
        " FROM pg_stat_replication; on the copy: longest query, storage, network",
        severity=Severity.HIGH if behind >= MUCH else Severity.MEDIUM,
        facts=(seen("behind_bytes", behind, "B", "pg_stat_replication.replay_lsn"),),
    )
