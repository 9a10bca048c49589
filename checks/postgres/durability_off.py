"""Would a power cut lose or break the data, by a setting?

Why: with fsync or full_page_writes off, a crash of the machine leaves a database that may not start, or starts with
silent damage; no backup of the same moment helps.
What to do: switch them on; where speed for a test is wanted, synchronous_commit off loses the last moments only.
Source: PostgreSQL's documentation of fsync and full_page_writes (20.5.1), which calls the result unrecoverable.
"""

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Postgres

ADVICE = True
SETTINGS = ("fsync", "full_page_writes")


def check(postgres: Postgres) -> Report:
    """Fires for each of the two settings that is off."""
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    known = [name for name in SETTINGS if name in postgres.settings]
    if not known:
        return few("the settings are not known")
    return answer(
        [_finding(name) for name in known if postgres.settings[name] == "off"],
        examined=len(known),
        total=len(SETTINGS),
        note="a crash of the machine loses nothing that was committed",
    )


def _finding(name: str) -> Finding:
    return Finding(
        message=f"{name} is off: after a power cut the database may be broken beyond repair",
        remedy=f"ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf();",
        severity=Severity.CRITICAL,
        facts=(seen(name, "off", "str", "pg_settings"),),
    )
