"""Do sessions wait long for locks that another one holds, and which one is at the head of the queue?

Why: one forgotten transaction or one ALTER TABLE stops everybody who wants the same row or table, and whoever comes
after them: the pool fills, and the outage looks like a slow database.
What to do: look at the session at the head; end it or let it end; give schema changes a lock_timeout.
Source: more than 5 blocked sessions or one blocked for 60 s are pgEdge workbench's bars; a lone wait of a few seconds
is daily life.
"""

from collections import Counter

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, span, unread
from checks.probes.postgres import Postgres, Session

ADVICE = True
MANY = 5
LONG_S = 60.0


def check(postgres: Postgres) -> Report:
    """Fires when more than five sessions are blocked, or one for a minute; names who blocks them."""
    if (report := unread(postgres.missing, "activity", "sessions")) is not None:
        return report
    activity = postgres.activity
    seen_ones = [one for one in activity.listed if one.state != "hidden"] if activity else []
    if activity is None or not seen_ones:
        return few("no other session is open, or none may be seen")
    blocked = [one for one in seen_ones if one.blocked_by]
    longest = max((one.query_s or 0.0 for one in blocked), default=0.0)
    fires = len(blocked) > MANY or longest >= LONG_S
    return answer(
        [_finding(blocked, longest, {one.pid: one for one in seen_ones})] if fires else [],
        examined=len(seen_ones),
        total=max(activity.sessions, len(seen_ones)),
        window="one sample",
        note=f"{len(blocked)} sessions are blocked, the longest for at most {span(longest)}",
    )


def _finding(blocked: list[Session], longest: float, known: dict[int, Session]) -> Finding:
    waiting = {one.pid for one in blocked}
    heads = Counter(pid for one in blocked for pid in one.blocked_by if pid not in waiting)
    head, held_up = (heads.most_common(1) or [(blocked[0].blocked_by[0], len(blocked))])[0]
    one = known.get(head)
    what = f" ({one.user}, {one.state} for {span(one.state_s or 0.0)})" if one else ""
    return Finding(
        message=f"{len(blocked)} sessions wait for locks, the longest for {span(longest)};"
        f" session {head}{what} holds up {held_up} of them",
        remedy=f"SELECT state, xact_start, query FROM pg_stat_activity WHERE pid = {head};"
        f" end it: SELECT pg_terminate_backend({head}); schema changes: SET lock_timeout = '5s';",
        severity=Severity.HIGH,
        facts=(
            seen("blocked", len(blocked), "1", "pg_blocking_pids"),
            seen("longest_s", longest, "s", "pg_stat_activity"),
        ),
    )
