"""How near is the server to refusing new sessions?

Why: at the limit every new connection fails, also the one that would repair things.
What to do: keep fewer sessions and share them (rung pool); raising max_connections moves the limit to the
processors and to memory.
Source: of the sessions that ordinary users may open, 75 % and 90 % are pgEdge's bars.
"""

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Activity, Postgres
from checks.signal import percent

ADVICE = True
MANY = 0.75
NEARLY_ALL = 0.9


def check(postgres: Postgres) -> Report:
    """Fires from three quarters of the usable sessions; HIGH from nine tenths."""
    for part in ("activity", "settings"):
        if (report := unread(postgres.missing, part)) is not None:
            return report
    activity, usable = postgres.activity, _usable(postgres)
    if activity is None or usable is None or usable <= 0:
        return few("the server's limit is not known")
    share = activity.sessions / usable
    found = [] if share < MANY else [_finding(activity, usable, share)]
    return answer(
        found,
        examined=max(1, activity.sessions),
        total=max(1, activity.sessions),
        note=f"{activity.sessions} of {usable:.0f} sessions are open",
    )


def _usable(postgres: Postgres) -> float | None:
    limit = postgres.setting("max_connections")
    kept = ("superuser_reserved_connections", "reserved_connections")
    return None if limit is None else limit - sum(postgres.setting(one) or 0.0 for one in kept)


def _finding(activity: Activity, usable: float, share: float) -> Finding:
    idle = activity.by_state.get("idle", 0.0)
    names = sorted(activity.by_application.items(), key=lambda one: (-one[1], one[0]))
    most = f"; most are of {names[0][0]!r} ({names[0][1]})" if names and names[0][0] else ""
    return Finding(
        message=f"{activity.sessions} of {usable:.0f} sessions are open ({percent(share)}),"
        f" {idle:.0f} of them idle{most}",
        remedy="keep fewer and share them (`rung explain pool`); who holds them: SELECT application_name, state,"
        " count(*) FROM pg_stat_activity GROUP BY 1, 2 ORDER BY 3 DESC;",
        severity=Severity.HIGH if share >= NEARLY_ALL else Severity.MEDIUM,
        facts=(seen("sessions", activity.sessions, "1", "pg_stat_activity"),
               seen("usable_sessions", usable, "1", "pg_settings")),
    )  # fmt: skip
