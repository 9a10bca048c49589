"""What stands there: tables, indexes, keys, columns, sequences."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the user's schemas; counters from pg_stat_user_tables."""

    schema: str
    name: str
    rows: int
    """The planner's estimate; -1 where the table was never analysed."""
    bytes: int
    total_bytes: int
    """With indexes and out-of-line storage."""
    bytes_grown: int | None = None
    """`bytes` between two looks; None with one look, or where it shrank."""
    seq_scans: int = 0
    seq_rows: int = 0
    index_scans: int = 0
    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    hot_updated: int = 0
    live_rows: int = 0
    dead_rows: int = 0
    analyzed: bool = True
    xid_age: int = 0
    changed: int = 0
    """Rows changed since the last analyze."""
    vacuumed: bool = True
    """A vacuum, by hand or automatic, is recorded."""
    newpage_updated: int = 0
    """Updates whose new version went to another page; needs PostgreSQL 16."""
    primary_key: bool = True
    identity: str = "default"
    """Replica identity: default, index, full, nothing."""
    width: int = 0
    """Columns."""
    kind: str = "table"
    """"table", "materialized view" or "partition"."""
    options: tuple[str, ...] = ()
    """Storage parameters, as `autovacuum_enabled=false`."""
    published: bool = False
    """A publication sends its updates or deletes to subscribers."""

    def option(self, name: str) -> str | None:
        """One storage parameter, or None where it is not set."""
        found = (one.partition("=")[2] for one in self.options if one.startswith(f"{name}="))
        return next(found, None)

    @property
    def written(self) -> int:
        """Rows inserted, updated and deleted."""
        return self.inserted + self.updated + self.deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One index; a key column is the column's name, or "" where it is an expression."""

    schema: str
    table: str
    name: str
    columns: tuple[str, ...]
    definition: str
    """Empty where the table is locked against all: writing it out would wait for the lock."""
    method: str = "btree"
    unique: bool = False
    primary: bool = False
    constraint: bool = False
    """Backs a primary key, unique or exclusion constraint."""
    valid: bool = True
    partial: bool = False
    bytes: int = 0
    scans: int = 0
    being_built: bool = False
    entries_read: int = 0
    """Index entries returned by scans."""
    attached: bool = False
    """Part of a partitioned table's index, and cannot be dropped without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """One foreign key, on the side that points."""

    schema: str
    table: str
    name: str
    columns: tuple[str, ...]
    references_schema: str
    references: str
    on_delete: str = "no action"
    types: tuple[str, ...] = ()
    references_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """A constraint that new rows obey and old rows were never checked for (NOT VALID)."""

    schema: str
    table: str
    name: str
    kind: str
    """"foreign key", "check" or "not null"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The planner's statistics of one column (pg_stats), where this user may read them."""

    schema: str
    table: str
    name: str
    type: str = ""
    distinct: float = 0.0
    """As pg_stats has it: above 0 a count, below 0 minus the share of rows."""
    null_share: float = 0.0
    correlation: float = 0.0
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """One sequence that feeds an integer column, and how far it got."""

    schema: str
    table: str
    column: str
    type: str
    last: int
    limit: int
    grown: int | None = None
    """Numbers used between two looks; None with one look, or where it was set back."""

    @property
    def fill(self) -> float:
        """Share of the numbers that are used up."""
        return self.last / self.limit if self.limit else 0.0
