"""What the lab's own catalogs tell of tables and columns: sizes, types and the planner's statistics."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from checks.lab import sizes
from checks.lab.candidate import Candidate
from checks.lab.distinct import side_by_side
from checks.lab.plans import Planner
from checks.lab.trigrams import trigrams

BYTEWISE = """case to_jsonb(d) ->> 'datlocprovider' when 'b' then true when 'i' then false
  else d.datcollate in ('C', 'POSIX') end"""
"""Whether the database's own collation sorts by bytes: libc's C, and the builtin provider of PostgreSQL 17."""

_COLUMNS = """
select n.nspname, c.relname, a.attname, a.attnum, format_type(a.atttypid, null), t.typalign, t.typlen, a.attnotnull,
  s.n_distinct, s.null_frac, s.avg_width, s.most_common_vals::text::text[], s.most_common_freqs,
  s.histogram_bounds::text::text[], c.reltuples, coalesce(s.correlation, 0),
  case o.collname when 'default' then d.bytewise else coalesce(o.collname in ('C', 'POSIX', 'ucs_basic'), false) end
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid left join pg_collation o on o.oid = a.attcollation
cross join (select {bytewise} as bytewise from pg_database d where datname = current_database()) d
left join pg_stats s
  on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname and not s.inherited
where c.relkind in ('r', 'm') and a.attnum > 0 and not a.attisdropped
  and n.nspname not in ('pg_catalog', 'information_schema', 'rung_lab') and n.nspname !~ '^pg_'
order by 1, 2, 4""".replace("{bytewise}", BYTEWISE)

_ALIGN = {"c": 1, "s": 2, "i": 4, "d": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column's type and statistics."""

    name: str
    type: str
    align: int
    width: int
    """Average bytes of a value; the type's length where there are no statistics."""
    distinct: float
    """Number of different values; 0 where it is not known."""
    null_share: float
    common: tuple[str, ...] = ()
    """The most common values, as text."""
    shares: tuple[float, ...] = ()
    """The share of rows of each of them."""
    bounds: tuple[str, ...] = ()
    """The bounds of the histogram, as text."""
    correlation: float = 0.0
    bytewise: bool = False
    """Its collation sorts by bytes, so that a btree of the usual kind serves LIKE 'x%'."""
    required: bool = False
    """It is declared NOT NULL."""
    row: str | None = None
    """Its value in one row that is there, as text, where rows were sampled (a scratch copy)."""


class Known:
    """Tables and columns of a lab or a copy, read once."""

    def __init__(self, planner: Planner) -> None:
        self._deduplicates = planner.version >= sizes.DEDUPLICATES
        self.columns: dict[tuple[str, str], dict[str, Column]] = {}
        self.rows: dict[tuple[str, str], float] = {}
        for row in planner.rows(_COLUMNS):
            table = (row[0], row[1])
            self.rows[table] = max(0.0, row[14])
            self.columns.setdefault(table, {})[row[2]] = _column(row, max(0.0, row[14]))
        self.pages = {(row[0], row[1]): int(row[2]) for row in planner.rows(
            "select n.nspname, c.relname, pg_relation_size(c.oid) / 8192 from pg_class c join pg_namespace n"
            " on n.oid = c.relnamespace where c.relkind in ('r', 'm') and n.nspname !~ '^pg_'"
            " and n.nspname not in ('information_schema', 'rung_lab')"
        )}  # fmt: skip

    def with_rows(self, rows: Mapping[tuple[str, str], Mapping[str, str]]) -> "Known":
        """The same, and one row's values for some tables: values that occur together."""
        made = copy(self)
        made.columns = {
            table: {
                name: replace(one, row=rows.get(table, {}).get(name)) for name, one in found.items()
            }
            for table, found in self.columns.items()
        }
        return made

    @property
    def bytes(self) -> int:
        """Bytes of all tables together."""
        return sum(self.pages.values()) * sizes.PAGE

    def column(self, schema: str, table: str, name: str) -> Column | None:
        """The column of this name."""
        return self.columns.get((schema, table), {}).get(name)

    def size(self, one: Candidate, share: float = 1.0) -> sizes.Size:
        """The size that this index would have, for this share of the table's rows."""
        table = (one.schema, one.table)
        rows = self.rows.get(table, 0.0) * share
        if one.method == "brin":
            return sizes.brin(self.pages.get(table, 1), len(one.keys))
        if one.method == "gin":
            column = self.column(*table, one.columns[0]) if one.columns else None
            width = column.width if column else 32
            if one.keys[0].operators == "gin_trgm_ops":
                texts = (*column.common, *column.bounds) if column else ()
                pages = max(1, self.pages.get(table, 1))
                return sizes.trigram_gin(
                    rows, width, trigrams(texts), self.rows.get(table, 0.0) / pages
                )
            return sizes.json_gin(rows, width, paths=one.keys[0].operators == "jsonb_path_ops")
        keys = [
            self._expression(table, key.expression, rows)
            if key.expression
            else self._key(table, key.column, rows)
            for key in one.keys
        ]
        keys += [self._key(table, name, rows) for name in one.include]
        return sizes.btree(rows, keys, included=bool(one.include), deduplicates=self._deduplicates)

    def inside(self, table: tuple[str, str], expression: str) -> Column | None:
        """The widest column that an expression names."""
        found = [one for one in self.columns.get(table, {}).values() if one.name in expression]
        return max(found, key=lambda one: (one.width, one.name), default=None)

    def _expression(self, table: tuple[str, str], expression: str, rows: float) -> sizes.Key:
        """As wide as its column, save what is taken out of a document; as many values as the column has."""
        column = self.inside(table, expression)
        if column is None or "->" in expression:
            return sizes.Key(width=24, distinct=rows, align=1, type="text")
        return sizes.Key(
            width=column.width,
            distinct=column.distinct or rows,
            align=column.align,
            type=column.type,
        )

    def _key(self, table: tuple[str, str], name: str, rows: float) -> sizes.Key:
        column = self.column(*table, name)
        if column is None:
            return sizes.Key(width=24, distinct=rows, align=4, type="text")
        return sizes.Key(
            width=column.width,
            distinct=self._distinct(table, column) or rows,
            align=column.align,
            type=column.type,
            null_share=column.null_share,
        )

    def _distinct(self, table: tuple[str, str], column: Column) -> float:
        return side_by_side(
            column.distinct, rows=self.rows[table], pages=self.pages.get(table, 1),
            correlation=column.correlation, target=max(100, len(column.bounds) - 1),
        )  # fmt: skip


def _column(row: Sequence[object], rows: float) -> Column:
    distinct = float(str(row[8] or 0))
    length = int(str(row[6]))
    common, shares, bounds = row[11], row[12], row[13]
    return Column(
        name=str(row[2]),
        type=str(row[4]),
        align=_ALIGN.get(str(row[5]), 4),
        width=int(str(row[10])) if row[10] else (length if length > 0 else 32),
        distinct=distinct if distinct >= 0 else -distinct * rows,
        null_share=float(str(row[9] or 0)),
        common=tuple(map(str, common)) if isinstance(common, list) else (),
        shares=tuple(map(float, shares)) if isinstance(shares, list) else (),
        bounds=tuple(map(str, bounds)) if isinstance(bounds, list) else (),
        correlation=float(str(row[15])),
        required=bool(row[7]),
        bytewise=bool(row[16]),
    )
