"""What the checks on replication share: one part of it, or why it is not there."""

from checks.core import Report
from checks.live import few, unread
from checks.probes.postgres import Postgres, Slot, Standby


def standbys(postgres: Postgres) -> tuple[Standby, ...] | Report:
    """The receivers of this server's log that may be seen, or the answer where they could not be read."""
    if (report := unread(postgres.missing, "standbys")) is not None:
        return report
    found = postgres.replication.standbys if postgres.replication else None
    if found is None:
        return few("replication was not looked at")
    if found and all(one.state is None for one in found):
        return few("this user may not see the standbys' states: grant pg_read_all_stats")
    return found


def slots(postgres: Postgres) -> tuple[Slot, ...] | Report:
    """The replication slots that outlive their session, or the answer where they could not be read."""
    if (report := unread(postgres.missing, "slots")) is not None:
        return report
    found = postgres.replication.slots if postgres.replication else None
    if found is None:
        return few("replication slots were not looked at")
    return tuple(one for one in found if not one.temporary)
