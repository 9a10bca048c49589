"""A rough model of the planner's prices, to compare a table's reading before and after an index.

PostgreSQL's own cost constants (https://www.postgresql.org/docs/current/runtime-config-query.html) and
default selectivities (src/include/utils/selfuncs.h) where pg_stats cannot be read.
"""

import math
from collections.abc import Sequence

from checks.accesses import Access
from checks.probes.postgres import Column, Index, Postgres, Table

EQUAL, INEQUALITY = 0.005, 1 / 3
"""DEFAULT_EQ_SEL and DEFAULT_INEQ_SEL of PostgreSQL."""
PAGE, OPERATOR = 1.0, 0.0025
"""seq_page_cost and cpu_operator_cost."""
PER_ROW, PER_INDEX_ROW = 0.01 + OPERATOR, 0.005 + OPERATOR
"""cpu_tuple_cost and cpu_index_tuple_cost, each with one operator."""
DESCENT = 50 * OPERATOR
FETCHED = 100.0
"""Rows that a LIMIT is taken to let through: its number is normalised away."""


class Prices:
    """Prices of reading a table, with and without an index."""

    def __init__(self, postgres: Postgres) -> None:
        self.columns: dict[tuple[str, str, str], Column] = {
            (one.schema, one.table, one.name): one for one in postgres.columns
        }
        self.indexes: dict[tuple[str, str], list[Index]] = {}
        for one in postgres.indexes:
            self.indexes.setdefault((one.schema, one.table), []).append(one)
        self.random_page = postgres.setting("random_page_cost") or 4.0
        self.tables = {(one.schema, one.name): one for one in postgres.tables}

    def rows(self, table: Table) -> int:
        return max(table.rows, table.live_rows, 0)

    def of(self, table: Table) -> list[Index]:
        return self.indexes.get((table.schema, table.name), [])

    def left(self, table: Table, columns: Sequence[str], ranged: int = 0) -> float:
        """Rows that these equal columns (and so many ranges) are expected to leave."""
        rows = float(self.rows(table))
        if any(_pins(one, columns) for one in self.of(table)):
            return min(1.0, rows)
        share = INEQUALITY**ranged
        for name in columns:
            share *= self._selectivity(table, name, rows)
        return max(1.0, rows * share)

    def _selectivity(self, table: Table, name: str, rows: float) -> float:
        column = self.columns.get((table.schema, table.name, name))
        if column is None or column.distinct == 0 or rows <= 0:
            return EQUAL
        distinct = column.distinct if column.distinct > 0 else -column.distinct * rows
        return (1 - column.null_share) / max(1.0, distinct)

    def known(self, table: Table, columns: Sequence[str]) -> bool:
        found = (self.columns.get((table.schema, table.name, one)) for one in columns)
        return all(one is not None and one.distinct != 0 for one in found)

    def scan(self, table: Table) -> float:
        """Price of reading the whole table."""
        return table.bytes / 8192 * PAGE + self.rows(table) * PER_ROW

    def through(self, table: Table, fetched: float) -> float:
        """Price of fetching so many rows through an index, its pages in order (a bitmap scan).

        Pages by Mackert and Lohman's formula, and their price between a random and a sequential page, as in
        PostgreSQL's index_pages_fetched and cost_bitmap_heap_scan (optimizer/path/costsize.c).
        """
        whole = table.bytes / 8192 + 1
        pages = min(whole, 2 * whole * fetched / (2 * whole + fetched))
        each = self.random_page - (self.random_page - PAGE) * math.sqrt(pages / whole)
        descent = DESCENT + math.log2(self.rows(table) + 2) * OPERATOR
        return descent + pages * each + fetched * PER_INDEX_ROW

    def now(self, table: Table, access: Access, loops: float) -> float:
        """The cheapest price with what is there: a scan, or an existing index for each loop."""
        usable = set(access.equal) | set(access.joined)
        prices = [self.scan(table)]
        for index in self.of(table):
            prefix = usable_prefix(index, usable)
            if prefix:
                prices.append(loops * self.through(table, self.left(table, prefix)))
            elif _gives_order(index, access):
                prices.append(self.through(table, FETCHED))
        return min(prices)


def usable_prefix(index: Index, columns: set[str]) -> tuple[str, ...]:
    """The leading columns of a valid, whole btree that are all looked up by equality."""
    if not index.valid or index.partial or index.method != "btree":
        return ()
    prefix = []
    for one in index.columns:
        if one not in columns:
            break
        prefix.append(one)
    return tuple(prefix)


def serves(index: Index, columns: Sequence[str]) -> bool:
    """Whether this index's leading columns are just these, in any order, as equality needs it."""
    return len(usable_prefix(index, set(columns))) == len(set(columns))


def _gives_order(index: Index, access: Access) -> bool:
    usable = index.valid and not index.partial and index.method == "btree"
    wanted = access.ordered
    return usable and bool(wanted) and index.columns[: len(wanted)] == wanted


def _pins(index: Index, columns: Sequence[str]) -> bool:
    """Whether equality on these columns finds one row at most."""
    whole = index.unique and index.valid and not index.partial
    return whole and "" not in index.columns and set(index.columns) <= set(columns)
