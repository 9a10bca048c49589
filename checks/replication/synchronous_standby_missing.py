"""Does every commit wait for a standby that is not there?

Why: with synchronous_standby_names set, a commit returns when the named standby has it. When none is connected, every
commit waits for ever: the outage looks like a hang, and restarts do not help.
What to do: bring the standby back, or take the name out of the setting and reload.
Source: PostgreSQL's documentation, "Synchronous Replication" (26.2.8).
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import one, seen, unread
from checks.probes.postgres import Postgres
from checks.replication._copies import standbys

ADVICE = True
NOW = ("sync", "quorum")
LOCAL = ("off", "local")


def check(postgres: Postgres) -> Report:
    """Fires when synchronous standbys are named and none of those connected is one."""
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    names = postgres.settings.get("synchronous_standby_names", "")
    if not names or postgres.in_recovery:
        return not_applicable("no commit waits for a standby")
    if postgres.settings.get("synchronous_commit") in LOCAL:
        return not_applicable("synchronous_commit waits for no standby")
    found = standbys(postgres)
    if isinstance(found, Report):
        return found
    there = [each.name for each in found if each.sync in NOW]
    finding = Finding(
        message=f"synchronous_standby_names is {names!r} and no such standby is connected: every commit waits",
        remedy="start the standby; to go on without it: ALTER SYSTEM SET synchronous_standby_names = '';"
        " SELECT pg_reload_conf();",
        severity=Severity.CRITICAL,
        facts=(seen("synchronous_standbys", len(there), "1", "pg_stat_replication"),),
    )
    return one(None if there else finding, note=f"{len(there)} synchronous standbys are connected")
