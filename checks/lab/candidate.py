"""A new index as the advisor thinks of it: what it covers, and the statement that builds it."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from checks.sql import qualified, quoted

LONGEST = 63


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Key:
    """One key of an index: a column or an expression over the table's columns."""

    column: str = ""
    """Its name where it is a bare column."""
    expression: str = ""
    """Its SQL where it is none."""
    descending: bool = False
    operators: str = ""
    """An operator class other than the type's usual one."""

    @property
    def sql(self) -> str:
        """As CREATE INDEX takes it."""
        what = quoted(self.column) if self.column else f"({self.expression})"
        return " ".join(
            one for one in (what, self.operators, "DESC" if self.descending else "") if one
        )


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Candidate:
    """One index that could be built. Two that are equal are the same index."""

    schema: str
    table: str
    keys: tuple[Key, ...]
    include: tuple[str, ...] = ()
    where: str = ""
    method: str = "btree"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the bare columns among its keys, in order."""
        return tuple(one.column for one in self.keys if one.column)

    @property
    def plain(self) -> bool:
        """An ascending btree over whole columns of every row, without INCLUDE."""
        usual = all(one.column and not one.descending and not one.operators for one in self.keys)
        return usual and not self.include and not self.where and self.method == "btree"

    @property
    def name(self) -> str:
        """A name of its own: readable, and the same for the same index."""
        return _name(self)

    @property
    def shape(self) -> str:
        """What it covers, without table and name: `USING gin (name gin_trgm_ops)`, `(a, b DESC) WHERE c IS NULL`."""
        using = "" if self.method == "btree" else f"USING {self.method} "
        keys = ", ".join(one.sql for one in self.keys)
        include = f" INCLUDE ({', '.join(map(quoted, self.include))})" if self.include else ""
        return f"{using}({keys}){include}" + (f" WHERE {self.where}" if self.where else "")

    @property
    def ddl(self) -> str:
        """The statement that builds it while the table stays writable."""
        return f"CREATE INDEX CONCURRENTLY {quoted(self.name)} ON {qualified(self.schema, self.table)} {self.shape};"

    @property
    def undo(self) -> str:
        """The statement that takes it out again."""
        return f"DROP INDEX CONCURRENTLY {qualified(self.schema, self.name)};"

    @property
    def trial(self) -> str:
        """The statement that builds it in the lab."""
        table = f"{quoted(self.schema)}.{quoted(self.table)}"
        return f"CREATE INDEX {quoted(self.name)} ON {table} {self.shape}"


@lru_cache(maxsize=100_000)
def _name(one: Candidate) -> str:
    said = [one.table, *(key.column or re.sub(r"\W+", "_", key.expression) for key in one.keys)]
    plain = re.sub(r"[^a-z0-9]+", "_", "_".join(said).lower()).strip("_") or "index"
    mark = hashlib.sha256(repr(one).encode()).hexdigest()[:8]
    return f"{plain[: LONGEST - 20].rstrip('_')}_{mark}_idx"
