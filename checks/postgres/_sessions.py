"""The frame of the checks on single sessions: those whose state may be seen, each judged."""

from collections.abc import Callable

from checks.core import Finding, Report
from checks.live import answer, few, unread
from checks.probes.postgres import Postgres, Session

Rule = Callable[[Session], Finding | None]


def judged(postgres: Postgres, rule: Rule, note: str) -> Report:
    """Every session of the last sample whose state may be seen, judged by the rule."""
    if (report := unread(postgres.missing, "activity", "sessions")) is not None:
        return report
    activity = postgres.activity
    listed = activity.listed if activity is not None else ()
    if activity is None or not listed:
        return few("no other session is open")
    open_to_see = [one for one in listed if one.state != "hidden"]
    if not open_to_see:
        return few("this user may not see other sessions' states: grant pg_read_all_stats")
    found = [finding for one in open_to_see if (finding := rule(one)) is not None]
    return answer(
        found,
        examined=len(open_to_see),
        total=max(activity.sessions, len(open_to_see)),
        window="one sample",
        note=note,
    )


def who(one: Session) -> str:
    """The session as a person finds it: pid, user, application."""
    of = f" of {one.application!r}" if one.application else ""
    return f"session {one.pid} ({one.user}{of})"
