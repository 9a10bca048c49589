"""Tables as migrations leave them: foreign keys, and the first column of every index, unique or primary key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checks.core import Place

Found = tuple[str, Place]
"""A foreign key without an index: "table.column", and the line that makes it."""


@dataclass(frozen=True, slots=True)
class Key:
    """A foreign key: its columns, its name, and where it is made."""

    columns: tuple[str, ...]
    name: str
    place: Place


@dataclass(slots=True)
class Table:
    """One table; names are compared in lower case, as engines fold them, and told as they are written."""

    name: str

    keys: list[Key] = field(default_factory=list)
    indexes: dict[str, str] = field(default_factory=dict)
    """The first column of each index by its name."""
    known: bool = True
    made: bool = False


class Schema:
    """What a row of changes leaves behind."""

    def __init__(self) -> None:
        self._tables: dict[str, Table] = {}

    def table(self, name: str) -> Table:
        """The table of this name; one that was made elsewhere is empty."""
        return self._tables.setdefault(name.lower(), Table(name))

    def create(self, name: str, again: bool) -> bool:
        """A table is made; False where it is there already, and stays as it is unless it is made `again`."""
        if self.table(name).made and not again:
            return False
        if self.table(name).made:
            self.drop(name)
        self.table(name).made = True
        return True

    def key(self, table: str, columns: Sequence[str], place: Place, name: str = "") -> None:
        """A foreign key is made."""
        name = name or f"{table}_{'_'.join(columns)}_fkey"
        self.table(table).keys.append(Key(tuple(columns), name.lower(), place))

    def index(self, table: str, first: str, name: str = "") -> None:
        """An index, a unique or a primary key is made whose first column is `first`."""
        name = name or f"{table}_{first}_index_{len(self.table(table).indexes)}"
        self.table(table).indexes[name.lower()] = first.lower()

    def doubt(self, table: str) -> None:
        """Something was done to the table that cannot be read."""
        self.table(table).known = False

    def drop(self, table: str) -> None:
        """The table goes, with all that is on it."""
        self._tables.pop(table.lower(), None)

    def rename(self, table: str, to: str) -> None:
        """The table has another name from here on."""
        if table.lower() in self._tables:
            held = self._tables[to.lower()] = self._tables.pop(table.lower())
            held.name = to

    def drop_index(self, name: str) -> None:
        """An index goes, whichever table it is on."""
        for one in self._tables.values():
            one.indexes.pop(name.lower(), None)

    def drop_constraint(self, table: str, name: str) -> None:
        """A foreign key, a unique or a primary key goes."""
        held = self.table(table)
        held.keys = [one for one in held.keys if one.name != name.lower()]
        held.indexes.pop(name.lower(), None)

    def drop_column(self, table: str, column: str) -> None:
        """A column goes, with the keys and indexes that hold it first."""
        held, column = self.table(table), column.lower()
        held.keys = [
            one for one in held.keys if column not in {each.lower() for each in one.columns}
        ]
        held.indexes = {name: first for name, first in held.indexes.items() if first != column}

    def rename_column(self, table: str, column: str, to: str) -> None:
        """A column has another name from here on."""
        held, column = self.table(table), column.lower()
        held.keys = [
            Key(
                tuple(to if each.lower() == column else each for each in one.columns),
                one.name,
                one.place,
            )
            for one in held.keys
        ]
        held.indexes = {
            name: to.lower() if first == column else first for name, first in held.indexes.items()
        }

    def bare(self) -> Iterator[Found]:
        """The foreign keys of which no column is the first of an index, by the place that makes them."""
        found = []
        for table in self._tables.values():
            leading = set(table.indexes.values())
            for key in table.keys if table.known else ():
                if not leading & {one.lower() for one in key.columns}:
                    found.append((f"{table.name}.{key.columns[0]}", key.place))
        yield from sorted(found, key=lambda one: (one[1].path, one[1].line or 0, one[0]))
