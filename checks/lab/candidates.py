"""Candidates from what statements want: equality first, then a range or the order; then the finer kinds.

More than will be built: the planner decides which of them it would use (checks/lab/search.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checks.lab.candidate import Candidate, Key
from checks.lab.known import Known
from checks.lab.wants import Want

WIDEST = 4
"""Keys of a btree candidate; three for finding rows, as strong_migrations has it, and one to break ties in an order."""
MOST = 24
"""Candidates for one table of one query."""
COVERED = 4
COVERED_BYTES = 80
"""Columns and bytes that INCLUDE may add; this tool's defaults."""
BEGINNINGS = {
    "text": "text_pattern_ops",
    "character varying": "varchar_pattern_ops",
    "character": "bpchar_pattern_ops",
}
"""The operator class for LIKE 'x%' by type; citext's LIKE knows no case, and no btree serves it."""
TEXT = ("text", "character varying", "character", "citext")
APPENDED = 0.95
"""Correlation of a column with the table's own order from which BRIN serves it."""
MANY_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Wish:
    """Candidates that a statement needs together; mostly one."""

    members: tuple[Candidate, ...]


def wishes(want: Want, known: Known) -> list[Wish]:
    """The candidates for one table of one query, the plainest first, no two alike."""
    found = [Wish((one,)) for one in _singles(want, known)]
    found += _either(want, known)
    return list(dict.fromkeys(found))[:MOST]


def _singles(want: Want, known: Known) -> Iterator[Candidate]:
    plain = list(dict.fromkeys(_btrees(want, known)))
    yield from plain
    yield from _patterns(want, known)
    yield from _partial(want, plain)
    yield from _covering(want, plain, known)
    yield from _brin(want, known)


def _btrees(want: Want, known: Known) -> Iterator[Candidate]:
    """Every useful lead, alone, and before a range or the order that the statement asks for."""
    tails = [*_tails(want, known)]
    for lead in _leads(want, known):
        for tail in [*tails, ()]:
            keys = _without_repeats((*lead, *tail))
            if keys:
                yield _btree(want, keys)
    for tail in tails:
        yield _btree(want, _without_repeats(tail))


def _leads(want: Want, known: Known) -> list[tuple[Key, ...]]:
    table = (want.table.schema, want.table.name)

    def telling(key: Key) -> tuple[float, Key]:
        column = known.column(*table, key.column) if key.column else None
        return (-(column.distinct if column else float("inf")), key)

    equal = tuple(sorted(want.equal, key=telling)[:3])
    joined = tuple(want.joined)
    singles = [(one,) for one in (*joined, *equal)]
    pairs = [(one, *equal) for one in joined] + [(*equal, one) for one in joined] if equal else []
    return list(dict.fromkeys([equal, *pairs, *singles] if equal else singles))


def _tails(want: Want, known: Known) -> Iterator[tuple[Key, ...]]:
    order = _forward(want.ordered)
    if order:
        yield order
    for one in want.ranged:
        yield (one, *want.rest) if want.rest and want.ranged.index(one) == 0 else (one,)
        if order and one.column and all(one.column != key.column for key in order):
            yield (*order, one)
    for one in want.prefixes:
        begun = _beginning(one, want, known)
        if begun is not None:
            yield (begun,)


def _beginning(key: Key, want: Want, known: Known) -> Key | None:
    """The key as LIKE 'x%' reads it: with an operator class that compares letter by letter unless the collation does.

    https://www.postgresql.org/docs/current/indexes-opclass.html
    """
    table = (want.table.schema, want.table.name)
    column = known.column(*table, key.column) if key.column else known.inside(table, key.expression)
    if column is not None and column.bytewise:
        return key
    kind = "text" if column is None or key.expression else column.type
    operators = BEGINNINGS.get(kind.partition("(")[0])
    return replace(key, operators=operators) if operators else None


def _forward(order: Sequence[Key]) -> tuple[Key, ...]:
    """The order with its first key ascending: an index is read from either end."""
    if not order:
        return ()
    turned = order[0].descending
    return tuple(replace(one, descending=one.descending != turned) for one in order)


def _without_repeats(keys: Iterable[Key]) -> tuple[Key, ...]:
    seen: dict[tuple[str, str], Key] = {}
    for one in keys:
        seen.setdefault((one.column, one.expression), one)
    return tuple(seen.values())[:WIDEST]


def _btree(want: Want, keys: tuple[Key, ...]) -> Candidate:
    return Candidate(schema=want.table.schema, table=want.table.name, keys=keys)


def _partial(want: Want, plain: Sequence[Candidate]) -> Iterator[Candidate]:
    """Only on conditions whose text never changes: a plan for any value may use it."""
    if want.tests:
        where = " AND ".join(sorted(dict.fromkeys(want.tests)))
        for one in plain:
            yield replace(one, where=where)


def _covering(want: Want, plain: Sequence[Candidate], known: Known) -> Iterator[Candidate]:
    """With the few other columns that the query reads, so that it never goes to the table."""
    if want.whole:
        return
    table = (want.table.schema, want.table.name)
    for one in (each for each in plain[:4] if len(each.columns) == len(each.keys)):
        rest = sorted(want.used - set(one.columns))
        columns = [known.column(*table, name) for name in rest]
        width = sum(column.width for column in columns if column)
        if 0 < len(rest) <= COVERED and width <= COVERED_BYTES and None not in columns:
            yield replace(one, include=tuple(rest))


def _patterns(want: Want, known: Known) -> Iterator[Candidate]:
    for one in want.patterns:
        column = (
            known.column(want.table.schema, want.table.name, one.column) if one.column else None
        )
        if column is None or column.type.startswith(TEXT):
            yield replace(_btree(want, (replace(one, operators="gin_trgm_ops"),)), method="gin")
    for one in want.contained:
        column = (
            known.column(want.table.schema, want.table.name, one.column) if one.column else None
        )
        if column is not None and column.type == "jsonb":
            yield replace(_btree(want, (replace(one, operators="jsonb_path_ops"),)), method="gin")


def _either(want: Want, known: Known) -> Iterator[Wish]:
    """All parts of an OR need an index at once, else the table is read anyway."""
    for parts in want.either:
        best: list[Candidate] = []
        for part in parts:
            found = next(iter(_singles(part, known)), None)
            if found is not None:
                best.append(found)
        if len(best) == len(parts):
            yield Wish(tuple(dict.fromkeys(best)))


def _brin(want: Want, known: Known) -> Iterator[Candidate]:
    """For a range over a column that grows with the table, as the time of an append-only log does."""
    table = (want.table.schema, want.table.name)
    if known.pages.get(table, 0) < MANY_PAGES:
        return
    for one in want.ranged:
        column = known.column(*table, one.column) if one.column else None
        if column is not None and abs(column.correlation) >= APPENDED:
            yield replace(_btree(want, (Key(column=one.column),)), method="brin")
