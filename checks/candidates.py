"""Index candidates: which missing btree indexes would take work away, ranked by share of time.

From the statements' WHERE, JOIN and ORDER BY, and from foreign keys without an index. A rough model of
the planner (checks/prices.py) prices a table's reading before and after. It prices only; EXPLAIN is the
judge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checks.accesses import Access, Schema, accesses, deleted_from
from checks.core import Confidence
from checks.prices import FETCHED, Prices, serves
from checks.probes.postgres import Kind, Postgres, Statement
from checks.sql import qualified, quoted

SMALLEST_TABLE = 500
"""Rows under which a scan is as good as an index (PgHero)."""
WIDEST = 3
"""Columns of a candidate."""
MOST_STATEMENTS = 300
"""The busiest statements, to bound the work; their share of all time is nearly everything."""
TOO_MANY_LEFT = 0.3
"""Share of rows left at which an index saves nothing (PgHero's bar for its last column)."""
LEAST_SPEEDUP = 2.0
MOST_SPEEDUP = 1000.0
FASTEST_MS = 0.05
"""A statement through an index hardly runs faster than this; this tool's default."""
MANY_INDEXES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCandidate:
    """One index that is not there, and what it is expected to do."""

    schema: str
    table: str
    columns: tuple[str, ...]
    share: float
    """Share of all statement time that it takes work from (0 where only a foreign key asks for it)."""
    speedup: float
    """Expected speed-up of that time; a rough estimate, 1 where nothing is known."""
    because: str
    statement_ids: tuple[str, ...] = ()
    kind: str = "statement"
    """"statement" or "foreign_key"."""
    rows: int = 0
    warning: str = ""
    """What speaks against it, where something does."""
    confidence: Confidence = Confidence.MEDIUM

    @property
    def ddl(self) -> str:
        """The statement that builds it without blocking writes."""
        columns = ", ".join(quoted(one) for one in self.columns)
        return f"CREATE INDEX CONCURRENTLY ON {qualified(self.schema, self.table)} ({columns});"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The candidates, the largest share first, and how much was looked at for them."""

    candidates: tuple[IndexCandidate, ...]
    examined: int
    """Statements that were read."""
    unreadable: int
    """Statements whose text could not be read, hidden ones included."""
    total: int


def index_candidates(postgres: Postgres) -> tuple[IndexCandidate, ...]:
    """The missing indexes, the largest share of time first; foreign keys without evidence last."""
    return advise(postgres).candidates


def effect(candidates: Sequence[IndexCandidate]) -> tuple[float, float]:
    """The share of time that they all take work from, and the speed-up of that time together."""
    share = min(1.0, sum(one.share for one in candidates))
    after = sum(one.share / one.speedup for one in candidates)
    return share, share / after if after > 0 else 1.0


def advise(postgres: Postgres) -> Advice:
    """Candidates from the statements and the foreign keys of this look."""
    listed = postgres.statements.rows if postgres.statements else ()
    statements = [one for one in listed if one.kind is not Kind.OTHER]
    schema, model, wishes = Schema(postgres), Prices(postgres), list[IndexCandidate]()
    total_ms = postgres.statements.exec_ms if postgres.statements else 0.0
    unreadable = 0
    for statement in statements[:MOST_STATEMENTS]:
        groups = accesses(statement.text, schema)
        if groups is None:
            unreadable += 1
            continue
        for group in groups:
            wishes += _from_statement(statement, group, model, total_ms)
        wishes += _from_delete(statement, postgres, schema, model, total_ms)
    wishes += _from_keys(postgres, model)
    merged = _merge(wishes)
    return Advice(
        candidates=tuple(_warned(one, model) for one in merged),
        examined=min(len(statements), MOST_STATEMENTS) - unreadable,
        unreadable=unreadable,
        total=len(statements),
    )


def _from_statement(
    statement: Statement, group: Sequence[Access], model: Prices, total_ms: float
) -> Iterator[IndexCandidate]:
    """The driver is the table that known values narrow most; the others are looked up by its rows."""
    if total_ms <= 0 or not statement.calls:
        return
    narrowed = [one for one in group if one.equal or one.ranged or one.ordered]
    if not narrowed:
        return
    driver = min(
        narrowed,
        key=lambda one: (
            not one.equal,
            model.left(one.table, one.equal, len(one.ranged)),
        ),
    )
    loops = model.left(driver.table, driver.equal, len(driver.ranged))
    prices = {id(one): model.now(one.table, one, 1.0 if one is driver else loops) for one in group}
    whole = sum(prices.values())
    for one in group:
        share = statement.exec_ms / total_ms * prices[id(one)] / whole if whole else 0.0
        found = _wish(statement, one, one is driver, loops, prices[id(one)], model)
        if found is not None:
            yield replace(found, share=share)


def _wish(
    statement: Statement, access: Access, drives: bool, loops: float, price: float, model: Prices
) -> IndexCandidate | None:
    table = access.table
    if model.rows(table) < SMALLEST_TABLE:
        return None
    equal = access.equal if drives else (*access.joined, *access.equal)
    columns, fetched = _shape(access, equal, drives, model)
    if not columns or fetched > TOO_MANY_LEFT * model.rows(table):
        return None
    after = (1.0 if drives else loops) * model.through(table, fetched)
    floor = statement.exec_ms / statement.calls / FASTEST_MS
    speedup = min(price / after, max(1.0, floor), MOST_SPEEDUP)
    if speedup < LEAST_SPEEDUP:
        return None
    return IndexCandidate(
        schema=table.schema,
        table=table.name,
        columns=columns,
        share=0.0,
        speedup=speedup,
        because=f"{_why(access, drives)}, {statement.calls} calls of {statement.exec_ms / statement.calls:.3g} ms",
        statement_ids=(statement.id,),
        rows=model.rows(table),
        confidence=Confidence.MEDIUM if model.known(table, equal) else Confidence.LOW,
    )


def _shape(
    access: Access, equal: Sequence[str], drives: bool, model: Prices
) -> tuple[tuple[str, ...], float]:
    """The candidate's columns, the most telling first, and the rows fetched through it."""
    table = access.table
    leading = sorted(dict.fromkeys(equal), key=lambda one: model.left(table, (one,)))
    chosen = leading[:WIDEST]
    while len(chosen) > 1 and model.left(table, chosen[:-1]) <= 1.5 * model.left(table, chosen):
        chosen.pop()
    fetched = model.left(table, chosen) if chosen else float(model.rows(table))
    room = WIDEST - len(chosen)
    if drives and set(chosen) == set(leading):
        tail = [one for one in access.ordered if one not in chosen]
        if tail and len(tail) <= room and not access.ranged:
            return (*chosen, *tail), min(fetched, FETCHED)
        tail = [one for one in access.ranged if one not in chosen]
        if tail and room:
            return (*chosen, tail[0]), model.left(table, chosen, len(access.ranged))
    return tuple(chosen), fetched


def _why(access: Access, drives: bool) -> str:
    name = qualified(access.table.schema, access.table.name)
    if not drives:
        return f"{name} is joined by {', '.join(access.joined)}"
    if access.equal or access.ranged:
        return f"{name} is searched by {', '.join((*access.equal, *access.ranged))}"
    return f"{name} is sorted by {', '.join(access.ordered)} to give the first rows"


def _from_delete(
    statement: Statement, postgres: Postgres, schema: Schema, model: Prices, total_ms: float
) -> Iterator[IndexCandidate]:
    """A deleted parent row makes PostgreSQL look for its children, by scan where no index helps."""
    parent = deleted_from(statement.text, schema)
    if parent is None or total_ms <= 0 or not statement.calls:
        return
    for key in postgres.foreign_keys:
        child = model.tables.get((key.schema, key.table))
        if (key.references_schema, key.references) == (parent.schema, parent.name) and child:
            access = Access(table=child, equal=key.columns)
            price = model.now(child, access, 1.0)
            found = _wish(statement, access, True, 1.0, price, model)
            if found is not None:
                share = price / (price + model.through(parent, 1.0))
                because = f"deleting from {parent.name} looks for its {child.name}"
                yield replace(found, share=statement.exec_ms / total_ms * share, because=because)


def _from_keys(postgres: Postgres, model: Prices) -> Iterator[IndexCandidate]:
    for key in postgres.foreign_keys:
        table = model.tables.get((key.schema, key.table))
        if table is None or model.rows(table) < SMALLEST_TABLE:
            continue
        if any(serves(index, key.columns) for index in model.of(table)):
            continue
        yield IndexCandidate(
            schema=key.schema,
            table=key.table,
            columns=key.columns,
            share=0.0,
            speedup=1.0,
            because=f"foreign key to {key.references} without an index",
            kind="foreign_key",
            rows=model.rows(table),
        )


def _merge(wishes: Sequence[IndexCandidate]) -> list[IndexCandidate]:
    """One candidate where one serves: a shorter wish joins a longer one that begins with its columns."""
    merged: list[IndexCandidate] = []
    for one in sorted(wishes, key=lambda one: (-len(one.columns), -one.share, one.columns)):
        for place, other in enumerate(merged):
            same = (one.schema, one.table) == (other.schema, other.table)
            if same and set(other.columns[: len(one.columns)]) == set(one.columns):
                merged[place] = _joined(other, one)
                break
        else:
            merged.append(one)
    return sorted(merged, key=lambda one: (-one.share, one.schema, one.table, one.columns))


def _joined(kept: IndexCandidate, joining: IndexCandidate) -> IndexCandidate:
    """Both shares, the time-weighted speed-up, the reason of the larger share."""
    share = kept.share + joining.share
    after = kept.share / kept.speedup + joining.share / joining.speedup
    told = kept if kept.share >= joining.share else joining
    return replace(
        kept,
        share=share,
        speedup=share / after if after > 0 else kept.speedup,
        because=told.because,
        kind="statement" if "statement" in (kept.kind, joining.kind) else kept.kind,
        statement_ids=tuple(dict.fromkeys((*kept.statement_ids, *joining.statement_ids))),
        confidence=told.confidence,
    )


def _warned(candidate: IndexCandidate, model: Prices) -> IndexCandidate:
    table = model.tables[(candidate.schema, candidate.table)]
    count = len(model.of(table))
    if count <= MANY_INDEXES or table.written <= table.seq_scans + table.index_scans:
        return candidate
    return replace(
        candidate,
        warning=f"{table.name} has {count} indexes and is written more often than read: each costs every write",
    )
