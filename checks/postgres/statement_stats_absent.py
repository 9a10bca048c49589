"""Can it be told which statements own the time?

Why: without pg_stat_statements, or without the right to read its texts, every cure is a guess.
What to do: load the extension (one restart) and create it (rung observe), or grant pg_read_all_stats.
Source: PostgreSQL's documentation of pg_stat_statements and of the predefined roles.
"""

from checks.core import Finding, Reason, Report, Severity, unknown
from checks.live import answer, seen
from checks.probes.postgres import Postgres
from checks.signal import percent
from checks.sql import quoted

ADVICE = True
MOSTLY_HIDDEN = 0.5


def check(postgres: Postgres) -> Report:
    """Fires when there are no statistics, or when most of the time is in texts that this user may not read."""
    statements = postgres.statements
    if statements is None:
        reason = postgres.missing.get("statements", "they were not looked for")
        if "pg_stat_statements" not in reason:
            return unknown(f"statement statistics could not be read: {reason}", reason=Reason.ERROR)
        return answer([_absent(postgres, reason)], examined=1, total=1)
    hidden = statements.hidden_share > MOSTLY_HIDDEN
    return answer(
        [_hidden(postgres, statements.hidden_share)] if hidden else [],
        examined=1,
        total=1,
        note=f"{statements.distinct} statements are recorded",
    )


def _absent(postgres: Postgres, reason: str) -> Finding:
    loaded = postgres.settings.get("shared_preload_libraries", "")
    names = [one.strip() for one in loaded.split(",") if one.strip()]
    if "pg_stat_statements" in names:
        remedy = "CREATE EXTENSION IF NOT EXISTS pg_stat_statements;"
    else:
        wanted = ",".join([*names, "pg_stat_statements"])
        remedy = (
            f"ALTER SYSTEM SET shared_preload_libraries = '{wanted}'; restart the server;"
            " CREATE EXTENSION IF NOT EXISTS pg_stat_statements; (`rung add observe` does it in compose)"
        )
    return Finding(
        message=f"nobody can tell which statements own the time: {reason.partition(':')[0]}",
        remedy=remedy,
        severity=Severity.MEDIUM,
        facts=(seen("shared_preload_libraries", loaded, "str", "pg_settings"),),
    )


def _hidden(postgres: Postgres, share: float) -> Finding:
    return Finding(
        message=f"{percent(share)} of the time is in statements whose text user {postgres.user!r} may not read",
        remedy=f"GRANT pg_read_all_stats TO {quoted(postgres.user)};",
        severity=Severity.LOW,
        facts=(seen("hidden_share", float(f"{share:.4g}"), "ratio", "pg_stat_statements"),),
    )
