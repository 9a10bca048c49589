"""Has a table more than fifty columns?

Why: a row is read and written whole: an update of one flag copies all columns into a new version and into the log,
and `select *` drags them along. It often is several things in one table.
What to do: move what changes often, or what is rarely read, into a table of its own with the same key.
Source: 50 and 200 columns are pgFirstAid's bars.
"""

from checks.core import Finding, Report, Severity
from checks.live import each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.sql import qualified

ADVICE = True
WIDE, VERY_WIDE = 50, 200


def check(postgres: Postgres) -> Report:
    """Fires for each table of more than 50 columns; MEDIUM from more than 200."""
    if (report := unread(postgres.missing, "tables")) is not None:
        return report
    return each(
        [one for one in postgres.tables if one.kind == "table" and one.width],
        _finding,
        total=postgres.tables_total,
        note="no table has more than 50 columns",
        too_few="there is no table",
    )


def _finding(one: Table) -> Finding | None:
    if one.width <= WIDE:
        return None
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"{name} has {one.width} columns; {one.updated:,} updates each copied all of them",
        remedy="which are hardly ever set: SELECT attname, null_frac FROM pg_stats WHERE tablename ="
        f" '{one.name.replace(chr(39), chr(39) * 2)}' ORDER BY null_frac DESC; move a group into a table of its own",
        severity=Severity.MEDIUM if one.width > VERY_WIDE else Severity.LOW,
        facts=(seen("columns", one.width, "1", f"pg_class, {one.schema}.{one.name}"),),
    )
