"""Index advice from statistics alone, the last resort: how far each column narrows the rows, and no price.

No planner is asked, so there is no time after and no size: the rows that equality on the columns leaves, one column
after the other, as pg_stats has it (PgHero works so), and the share of the measured time that takes part in it.
"""

from dataclasses import dataclass

from checks.candidates import IndexCandidate, index_candidates
from checks.prices import Prices
from checks.probes.postgres import Postgres

WORTH = 0.01
"""Share of statement time under which an index is not told (as `rung add query_index` has it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """One index, and the rows that are left after each of its columns."""

    index: IndexCandidate
    rows: tuple[int, ...]
    """Of the table first; then after each column, as if it were compared with `=`."""
    known: bool
    """The statistics say how many different values each column has; else PostgreSQL's defaults stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsAdvice:
    """What could be said without any planner, and why none was asked."""

    found: tuple[Narrowed, ...]
    reasons: tuple[str, ...]
    statements: int


def advised(postgres: Postgres, reasons: tuple[str, ...]) -> StatisticsAdvice:
    """The candidates that take part in a notable share of time, the largest first.

    Args:
        postgres: the look.
        reasons: why neither the lab nor HypoPG was asked.
    """
    prices = Prices(postgres)
    found = [one for one in index_candidates(postgres) if one.share >= WORTH]
    listed = postgres.statements.rows if postgres.statements else ()
    return StatisticsAdvice(
        found=tuple(_narrowed(one, prices) for one in found),
        reasons=reasons,
        statements=len(listed),
    )


def _narrowed(one: IndexCandidate, prices: Prices) -> Narrowed:
    table = prices.tables[(one.schema, one.table)]
    lefts = [prices.left(table, one.columns[: place + 1]) for place in range(len(one.columns))]
    return Narrowed(
        index=one,
        rows=(prices.rows(table), *(round(each) for each in lefts)),
        known=prices.known(table, one.columns),
    )
