"""Does this replica receive nothing, or is its replay paused?

Why: its readers see the state of the moment when the line broke, with no error; a failover to it loses everything
since.
What to do: look at the replica's log: the primary's address, its password, a slot or log that is gone.
Source: PostgreSQL's documentation of pg_stat_wal_receiver and pg_is_wal_replay_paused. A replica that reads the log
from an archive has no receiver either: then this is expected, so confidence is medium.
"""

from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.live import few, one, seen, span, unread
from checks.probes.postgres import Postgres

ADVICE = True


def check(postgres: Postgres) -> Report:
    """Fires on a replica without a receiver, and on one whose replay is paused."""
    if not postgres.in_recovery:
        return not_applicable("this server is no replica")
    if (report := unread(postgres.missing, "receiver")) is not None:
        return report
    receiver = postgres.replication.receiver if postgres.replication else None
    if receiver is None:
        return few("the receiver was not looked at")
    lag = f", {span(receiver.lag_s)} behind" if receiver.lag_s is not None else ""
    if receiver.paused:
        found = Finding(
            message=f"replay is paused on this replica{lag}",
            remedy="SELECT pg_wal_replay_resume();",
            severity=Severity.HIGH,
            facts=(seen("replay_paused", True, "bool", "pg_is_wal_replay_paused"),),
        )
    else:
        found = Finding(
            message=f"this replica is connected to no primary{lag}",
            remedy="SHOW primary_conninfo; the replica's log says why; is the slot on the primary still there?",
            severity=Severity.HIGH,
            confidence=Confidence.MEDIUM,
            facts=(seen("receivers", 0, "1", "pg_stat_wal_receiver"),),
        )
    stopped = receiver.paused or not receiver.streaming
    return one(found if stopped else None, note=f"the replica receives and replays{lag}")
