"""Statements whose rows the planner expects wrongly because it takes columns for independent, and what tells it.

`city = $1 AND zip = $2` is estimated as if each halved the rows by itself; `GROUP BY year, month` as if every
combination came. CREATE STATISTICS tells it. What came is what was measured: rows a call (pg_stat_statements).
https://www.postgresql.org/docs/current/planner-stats.html#PLANNER-STATS-EXTENDED
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.accesses import Schema, owner, read_tables
from checks.lab.known import Known
from checks.lab.plans import Plan, Planner
from checks.lab.wants import wants
from checks.lab.workload import Question
from checks.probes.postgres import Statement, Table
from checks.sql import parse, quoted

if TYPE_CHECKING:
    from sqlglot import exp

OFF = 10.0
"""Times too many or too few rows from which the planner counts as misled (the bar of planner blindness elsewhere)."""
NOTABLE = 0.005
LISTED = 100
"""Combinations in the list of the commonest, at the default statistics target."""
MOST_COLUMNS = 8
"""PostgreSQL's own limit of one statistics object (STATS_MAX_DIMENSIONS)."""

_THERE = """
select n.nspname, c.relname, array(select a.attname::text from pg_attribute a
  where a.attrelid = s.stxrelid and a.attnum = any(s.stxkeys::int2[]) order by 1)
from pg_statistic_ext s join pg_class c on c.oid = s.stxrelid join pg_namespace n on n.oid = c.relnamespace"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misjudged:
    """One statement, the columns that hang together, and the numbers."""

    statement: Statement
    schema: str
    table: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    """Of extended statistics: dependencies for conditions, with mcv where its list holds all; ndistinct for groups."""
    expected: float
    came: float
    """Rows a call; where a LIMIT cut them, at least so many."""

    @property
    def name(self) -> str:
        """A name of its own, the same for the same statistics."""
        mark = hashlib.sha256(
            repr((self.schema, self.table, self.columns, self.kinds)).encode()
        ).hexdigest()[:8]
        return f"{'_'.join(self.kinds)[:20]}_{mark}_stat"

    @property
    def trial(self) -> str:
        """The statement that makes them."""
        columns = ", ".join(map(quoted, self.columns))
        what = f"{quoted(self.schema)}.{quoted(self.name)} ({', '.join(self.kinds)})"
        return f"CREATE STATISTICS {what} ON {columns} FROM {self.place}"

    @property
    def ddl(self) -> str:
        """The statements for a person: they are made at once, and known after ANALYZE."""
        return f"{self.trial}; ANALYZE {self.place};"

    @property
    def undo(self) -> str:
        """The statement that takes them away."""
        return f"DROP STATISTICS {quoted(self.schema)}.{quoted(self.name)};"

    @property
    def place(self) -> str:
        """The table's whole name."""
        return f"{quoted(self.schema)}.{quoted(self.table)}"


def misjudged(
    questions: Iterable[Question], schema: Schema, lab: Planner, known: Known, total_ms: float
) -> tuple[Misjudged, ...]:
    """Those of the notable statements, as they stand in `questions`; each set of columns once."""
    there = {(row[0], row[1], tuple(row[2])) for row in lab.rows(_THERE)}
    found: dict[tuple[str, str, tuple[str, ...]], Misjudged] = {}
    for one in questions:
        made = _of(one, schema, lab, known) if one.total_ms >= NOTABLE * total_ms else None
        if made is not None:
            key = (made.schema, made.table, made.columns)
            if key not in there:
                found.setdefault(key, made)
    return tuple(found.values())


def _of(question: Question, schema: Schema, lab: Planner, known: Known) -> Misjudged | None:
    from sqlglot import exp

    tree = parse(question.statement.text)
    if not isinstance(tree, exp.Select) or tree.find(exp.CTE, exp.SetOperation, exp.Subquery):
        return None
    sources = read_tables(tree, schema, set())
    if (
        len(sources) != 1
        or tree.args.get("joins")
        or tree.args.get("having")
        or tree.args.get("distinct")
    ):
        return None
    (table,) = sources.values()
    plan = lab.plan(question.texts[0])
    if not isinstance(plan, Plan):
        return None
    grouped = tree.args.get("group") is not None
    columns = _grouped(tree, sources, schema) if grouped else _compared(question, schema)
    if len(columns) < 2 or len(columns) > MOST_COLUMNS or (not grouped and tree.find(exp.AggFunc)):
        return None
    kinds = ("ndistinct",) if grouped else _kinds(table, columns, known)
    return _off(question, table, columns, kinds, plan, cut=bool(tree.args.get("limit")))


def _off(
    question: Question,
    table: Table,
    columns: tuple[str, ...],
    kinds: tuple[str, ...],
    plan: Plan,
    *,
    cut: bool,
) -> Misjudged | None:
    came = question.statement.rows / question.statement.calls
    expected = plan.uncut_rows if cut else plan.rows
    few, many = max(came, 1.0) / max(expected, 1.0), max(expected, 1.0) / max(came, 1.0)
    # A LIMIT that stopped the reading says that there were at least so many, never that there were few.
    if few < OFF and (cut or many < OFF):
        return None
    return Misjudged(
        statement=question.statement, schema=table.schema, table=table.name, columns=columns, kinds=kinds,
        expected=expected, came=came,
    )  # fmt: skip


def _kinds(table: Table, columns: Iterable[str], known: Known) -> tuple[str, ...]:
    """A list of the commonest combinations takes a condition away from the dependencies, also one that it lacks."""
    found = (known.column(table.schema, table.name, one) for one in columns)
    few = all(one is not None and 0 < one.distinct <= LISTED for one in found)
    return ("dependencies", "mcv") if few else ("dependencies",)


def _compared(question: Question, schema: Schema) -> tuple[str, ...]:
    """The bare columns that are compared with `=`."""
    found = wants(question.statement.text, schema) or []
    return tuple(sorted({key.column for one in found for key in one.equal if key.column}))


def _grouped(tree: "exp.Select", sources: dict[str, Table], schema: Schema) -> tuple[str, ...]:
    """The columns of GROUP BY where all are bare ones."""
    owned = [owner(one, sources, schema) for one in tree.args["group"].expressions]
    names = sorted({one[1] for one in owned if one is not None})
    return tuple(names) if None not in owned else ()
