"""Does the database record what its statements cost?

Why: without pg_stat_statements nobody can say which statement owns the time, so every cure is a guess.
What to do: load the extension (one restart) and create it (rung observe).
Source: PostgreSQL's documentation of pg_stat_statements.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "statement_stats told or seen as false"


def check(vitals: Vitals) -> Report:
    """Fires when the statistics were looked for and are not there."""
    there = vitals.number("statement_stats")
    if there is None:
        return missing(vitals, "statement_stats")
    if there:
        return quiet("pg_stat_statements can be read")
    return fires(
        vitals,
        "pg_stat_statements cannot be read",
        "load it with shared_preload_libraries and create the extension",
        "statement_stats",
    )
