"""Do nearly all updates of a busy table write into its indexes, although they need not?

Why: an update that changes no indexed column and finds room on its page (a HOT update) touches no index. Where pages
are full, each update writes a new entry into every index, more log, and leaves more for vacuum.
What to do: leave room on pages (fillfactor), or drop the index on the column that every update changes.
Source: under 10 % HOT updates and 20 % of them to new pages (PostgreSQL 16), over 10,000 updates, are pg-extras'
bars; PostgreSQL's documentation, "Heap-Only Tuples" (73.7).
"""

from functools import partial

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import count, each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.signal import percent
from checks.sql import qualified

ADVICE = True
FEW = 0.1
AWAY = 0.2
ENOUGH = 10_000


def check(postgres: Postgres) -> Report:
    """Fires for tables of 10,000 updates of which under a tenth are HOT, or a fifth went to a new page."""
    if (report := unread(postgres.missing, "tables")) is not None:
        return report
    span = window(postgres.counted_s)
    updated = [one for one in postgres.tables if one.updated >= ENOUGH]
    return each(
        updated,
        partial(_finding, span=span),
        total=postgres.tables_total,
        window=span,
        note=f"{len(updated)} updated tables, most updates spare the indexes",
        too_few=f"no table was updated {ENOUGH:,} times",
    )


def _finding(one: Table, span: str) -> Finding | None:
    hot, away = one.hot_updated / one.updated, one.newpage_updated / one.updated
    if hot >= FEW and away < AWAY:
        return None
    name, has = qualified(one.schema, one.name), one.option("fillfactor")
    cause = f", {percent(away)} to another page" if away >= AWAY else ""
    room = f" (fillfactor is {has})" if has else ""
    return Finding(
        message=f"only {percent(hot)} of {count(one.updated)} updates of {name} spared its indexes{cause}{room}",
        remedy=f"ALTER TABLE {name} SET (fillfactor = 85); it counts for new pages (VACUUM FULL or pg_repack for the"
        " old ones); and see whether an index is on a column that every update changes",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(seen("hot_share", hot, "ratio", "pg_stat_user_tables", span),),
    )
