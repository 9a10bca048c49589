"""Did the server read a page whose checksum is wrong?

Why: the storage gave back other bytes than were written: rows are lost or wrong, and backups made since then may hold
the damage.
What to do: stop writing to that storage, restore from a backup of before, test the hardware. Do not vacuum or repair
first: that spreads it.
Source: PostgreSQL's documentation of pg_stat_database and "Data Checksums" (28.2); check_postgres has an action for
it.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres

ADVICE = True


def check(postgres: Postgres) -> Report:
    """Fires on the first wrong checksum."""
    if (report := unread(postgres.missing, "counters")) is not None:
        return report
    counters = postgres.counters
    if counters is None:
        return few("the counters are not known")
    if counters.checksum_failures is None:
        return not_applicable("this server keeps no checksums of its pages")
    found = Finding(
        message=f"{counters.checksum_failures} pages of database {postgres.database} were read with a wrong checksum",
        remedy="SELECT datname, checksum_last_failure FROM pg_stat_database; take a copy of the data folder, restore a"
        " backup from before on other hardware, then test this one",
        severity=Severity.CRITICAL,
        facts=(seen("checksum_failures", counters.checksum_failures, "1", "pg_stat_database"),),
    )
    return one(found if counters.checksum_failures else None, note="no page had a wrong checksum")
