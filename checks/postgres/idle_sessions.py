"""Do many sessions sit idle for an hour and longer?

Why: each is a process with its caches (5 to 10 MB and more), counts against max_connections, and makes every snapshot
a little dearer; pools that are larger than their work keep them open.
What to do: smaller pools with a limit of idle time, or one pooler for all (rung pool).
Source: an hour is pgFirstAid's bar. From ten such sessions and half of all, so that a pool's few spare sessions never
alarm (this tool's default).
"""

from collections import Counter

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, span, unread
from checks.probes.postgres import Postgres
from checks.signal import percent

ADVICE = True
LONG_S = 3600.0
MANY = 10
HALF = 0.5


def check(postgres: Postgres) -> Report:
    """Fires when ten sessions or more, and half of all, are idle for an hour."""
    if (report := unread(postgres.missing, "activity", "sessions")) is not None:
        return report
    listed = postgres.activity.listed if postgres.activity else ()
    visible = [one for one in listed if one.state != "hidden"]
    if not visible:
        return few("no other session is open, or none may be seen")
    idle = [one for one in visible if one.state == "idle" and (one.state_s or 0.0) >= LONG_S]
    found = []
    if len(idle) >= MANY and len(idle) >= HALF * len(visible):
        owners = Counter((one.user, one.application) for one in idle).most_common(1)
        (user, application), number = owners[0]
        longest = max(one.state_s or 0.0 for one in idle)
        found = [
            Finding(
                message=f"{len(idle)} of {len(visible)} sessions ({percent(len(idle) / len(visible))}) are idle for"
                f" an hour or longer, the longest for {span(longest)}; {number} are of {user} {application!r}",
                remedy="give that pool fewer connections and an idle limit (max_idle), or share them:"
                " `rung explain pool`; PostgreSQL 14 and later: ALTER ROLE ... SET idle_session_timeout = '15min';",
                severity=Severity.LOW,
                facts=(seen("idle_sessions", len(idle), "1", "pg_stat_activity"),),
            )
        ]
    return answer(
        found,
        examined=len(visible),
        total=max(len(listed), len(visible)),
        window="one sample",
        note=f"{len(idle)} of {len(visible)} sessions are idle for an hour or longer",
    )
