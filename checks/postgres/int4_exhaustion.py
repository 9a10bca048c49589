"""How near is a 32-bit or 16-bit key to its last number?

Why: the insert after the last number fails, and every one after it: an outage that takes hours or days to repair on a
large table.
What to do: change to bigint while there is time: new column, trigger, copy in batches, swap.
Source: 75 % and 90 % are pgassistant's bars; PostgreSQL's documentation, "Numeric Types" (8.1).
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import answer, count, seen, unread
from checks.probes.postgres import Postgres, Sequence
from checks.signal import percent
from checks.sql import qualified, quoted

ADVICE = True
FULL = 0.75
NEARLY_OUT = 0.9


def check(postgres: Postgres) -> Report:
    """Fires for each column of which three quarters are used up; CRITICAL from nine tenths."""
    if (report := unread(postgres.missing, "sequences")) is not None:
        return report
    narrow = [one for one in postgres.sequences if one.limit < 2**62]
    if not postgres.sequences:
        return not_applicable("no sequence that feeds a column was used yet")
    if not narrow:
        return not_applicable("all keys are 64 bits wide")
    found = [_finding(one) for one in narrow if one.fill >= FULL]
    fullest = max(one.fill for one in narrow)
    return answer(
        found,
        examined=len(narrow),
        total=len(postgres.sequences),
        note=f"the fullest of {len(narrow)} narrow keys is used up to {percent(fullest)}",
    )


def _finding(one: Sequence) -> Finding:
    table, column = qualified(one.schema, one.table), quoted(one.column)
    return Finding(
        message=f"{table}.{column} ({one.type}) has used {percent(one.fill)} of its numbers,"
        f" {count(one.limit - one.last)} are left",
        remedy=f"small table: ALTER TABLE {table} ALTER COLUMN {column} TYPE bigint; (rewrites it under a full lock)."
        " Large table: add a bigint column, keep it in step by trigger, copy in batches, swap the names",
        severity=Severity.CRITICAL if one.fill >= NEARLY_OUT else Severity.HIGH,
        facts=(
            seen("sequence_fill", float(f"{one.fill:.4g}"), "ratio",
                 f"pg_sequences, {one.schema}.{one.table}.{one.column}"),
        ),
    )  # fmt: skip
