"""Are sessions opened all the time instead of being kept?

Why: opening one forks a process, checks a password and fills caches: milliseconds of processor time that the first
statement waits for. At one session a request it is often the dearest part of the request.
What to do: a pool in the application, or a pooler in front of the server (rung pool).
Source: a mean age under 10 minutes, and under 1 minute for bad, are postgresqltuner's bars. Rates are better: where
the server counts sessions (PostgreSQL 14) one a second and more is judged, over at least a minute (this tool's
defaults).
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres

ADVICE = True
OFTEN = 1.0
VERY_OFTEN = 10.0
ENOUGH_S = 60.0
YOUNG_S = 600.0
ENOUGH_SESSIONS = 5


def check(postgres: Postgres) -> Report:
    """Fires from one new session a second; on older servers when the open ones are all younger than ten minutes."""
    if (report := unread(postgres.missing, "counters")) is not None:
        return report
    counters, seconds = postgres.counters, postgres.counted_s
    if counters is not None and counters.sessions is not None and seconds is not None:
        if seconds < ENOUGH_S:
            return few(f"sessions were counted for {window(seconds)}; a minute is needed")
        ours = postgres.own_sessions
        rate = max(0, counters.sessions - ours) / seconds
        return one(
            _opened(rate, seconds) if rate >= OFTEN else None,
            window=window(seconds),
            note=f"{rate:.2g} sessions are opened a second",
        )
    return _by_age(postgres)


def _by_age(postgres: Postgres) -> Report:
    ages = [
        each.age_s
        for each in (postgres.activity.listed if postgres.activity else ())
        if each.age_s is not None and each.database == postgres.database
    ]
    up_s = postgres.at - (postgres.started or postgres.at)
    if len(ages) < ENOUGH_SESSIONS or up_s < 2 * YOUNG_S:
        return few("too few sessions are open, or the server runs for less than 20 minutes")
    mean = sum(ages) / len(ages)
    found = Finding(
        message=f"the {len(ages)} open sessions are {mean:.0f} s old on average: they are opened anew all the time",
        remedy="keep them in a pool: `rung explain pool`",
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        facts=(seen("mean_age_s", mean, "s", "pg_stat_activity"),),
    )
    return one(found if mean < YOUNG_S else None, note=f"sessions are {mean:.0f} s old on average")


def _opened(rate: float, seconds: float) -> Finding:
    return Finding(
        message=f"{rate:.3g} sessions are opened a second ({window(seconds)})",
        remedy="keep them in a pool in the application, or share them by a pooler: `rung explain pool`",
        severity=Severity.HIGH if rate >= VERY_OFTEN else Severity.MEDIUM,
        facts=(
            seen("sessions_per_second", rate, "1/s", "pg_stat_database.sessions", window(seconds)),
        ),
    )
