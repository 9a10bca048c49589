"""Values to run a statement with: of rows that are on the copy, so that what goes together in a row goes together here.

Ranges and rare states come from the copy's statistics, chosen so that plan, rows and time fit what production measured
(checks/lab/values.py and workload.py); each statement gets a few sets.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checks.accesses import Schema
from checks.lab.known import Known
from checks.lab.proof.copy import Copy, Failed
from checks.lab.proof.inserts import inserts
from checks.lab.values import choices, filled, searches
from checks.lab.values import texts as offers
from checks.lab.workload import Question, workload
from checks.probes.postgres import Kind, Postgres, Statement, Table
from checks.sql import parse, quoted

SETS = 3
"""Rows of each table that values are taken from."""
SAMPLED_PAGES = 20.0
SEARCH_S = 5.0
LONGEST = 500
"""Letters of a value that is used; longer ones are documents, which nobody compares whole."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One statement to measure, with its value sets."""

    statement: Statement
    texts: tuple[str, ...]
    values: tuple[Mapping[int, str], ...]
    """The literals of each text by the number of their parameter; empty where they are not known."""
    tables: frozenset[tuple[str, str]]

    @property
    def reads(self) -> bool:
        """It changes nothing."""
        return self.statement.kind is Kind.READ


def subjects(
    postgres: Postgres, wanted: Sequence[Statement], copy: Copy, known: Known
) -> tuple[list[Subject], dict[str, str]]:
    """The statements with values, and by id why the others have none."""
    schema = Schema(postgres)
    reached = {one.id: _tables(one, schema) for one in wanted}
    samples = _sampled({each for found in reached.values() for each in found}, copy, known)
    texts: dict[str, dict[str, Mapping[int, str]]] = {one.id: {} for one in wanted}
    reasons: dict[str, str] = {}
    for place in range(SETS):
        rows = {table: found[place] for table, found in samples.items() if len(found) > place}
        here = known.with_rows(rows)
        filled_in, why = _filled(postgres, wanted, copy, here)
        reasons |= why
        for one in wanted:
            if one.id in filled_in:
                text = filled_in[one.id]
                texts[one.id].setdefault(text, _values(one, text, schema, here))
    made = [
        Subject(
            statement=one,
            texts=tuple(texts[one.id]),
            values=tuple(texts[one.id].values()),
            tables=frozenset(reached[one.id]),
        )
        for one in wanted
        if texts[one.id]
    ]
    return made, {number: why for number, why in reasons.items() if not texts[number]}


def _values(statement: Statement, text: str, schema: Schema, known: Known) -> Mapping[int, str]:
    """The literals that made this text."""
    offered = choices(statement.text, schema, known, statement.rows / statement.calls)
    return next((one for one in offered if filled(statement.text, one) == text), {})


def _filled(
    postgres: Postgres, wanted: Sequence[Statement], copy: Copy, known: Known
) -> tuple[dict[str, str], dict[str, str]]:
    if postgres.statements is None:
        return {}, {}
    only = replace(postgres, statements=replace(postgres.statements, rows=tuple(wanted)))
    load = workload(only, copy, known)
    schema = Schema(postgres)
    found = {one.statement.id: _nearest(one, copy, schema, known) for one in load.questions}
    reasons = {one.statement.id: one.reason for one in load.unplanned}
    for one in wanted:
        if one.id in reasons:
            text = inserts(one.text, Schema(postgres), postgres, known, copy)
            if text:
                found[one.id] = text
                del reasons[one.id]
    return found, reasons


def _nearest(question: Question, copy: Copy, schema: Schema, known: Known) -> str:
    """The planner's choice, the first, where it is of one row of the copy, or where nothing else was offered.

    A search may look for much, and where columns hang together the planner prefers values that never meet in a row: of
    its choices and of the row's own values, those that find as many rows as production's calls did. Nobody can tell
    but the copy.
    """
    statement = question.statement
    wanted = max(statement.rows / statement.calls, 0.1)
    of_a_row = offers(statement.text, schema, known, statement.rows / statement.calls)[0][0]
    offered = question.texts if searches(statement.text) else question.texts[:1]
    offered = tuple(dict.fromkeys((of_a_row, *offered)))
    if len(offered) == 1 or statement.kind is not Kind.READ:
        return question.texts[0]

    def off(text: str) -> float:
        run = copy.run(text, SEARCH_S)
        return float("inf") if isinstance(run, Failed) else _apart(run.tree["Actual Rows"], wanted)

    return min(offered, key=off)


def _apart(rows: float, wanted: float) -> float:
    return abs(math.log(max(rows, 0.1) / wanted))


def _tables(statement: Statement, schema: Schema) -> set[tuple[str, str]]:
    """Every table that its text names, those inside sub-queries too."""
    from sqlglot import exp

    tree = parse(statement.text)
    named = (schema.table(one) for one in tree.find_all(exp.Table)) if tree is not None else ()
    return {(one.schema, one.name) for one in named if isinstance(one, Table)}


def _sampled(
    tables: set[tuple[str, str]], copy: Copy, known: Known
) -> dict[tuple[str, str], list[Row]]:
    """A few rows of each table from all over it, the same ones each time."""
    found = {}
    for table in sorted(tables):
        names = sorted(known.columns.get(table, ()))
        if names:
            found[table] = _rows(table, names, copy, known.pages.get(table, 1))
    return found


def _rows(table: tuple[str, str], names: Sequence[str], copy: Copy, pages: int) -> list[Row]:
    part = min(100.0, 100 * SAMPLED_PAGES / max(1, pages))
    columns = ", ".join(f"left({quoted(one)}::text, {LONGEST + 1})" for one in names)
    where = f"{quoted(table[0])}.{quoted(table[1])}"
    query = (
        f"select {columns} from {where} tablesample system ({part:.6f}) repeatable (1) limit 300"  # noqa: S608
    )
    rows = copy.attempted(query)
    if not rows:
        rows = copy.attempted(f"select {columns} from {where} limit 30")  # noqa: S608 (names are quoted)
    places = [len(rows) * (2 * one + 1) // (2 * SETS) for one in range(SETS)] if rows else []
    return [
        {name: str(value) for name, value in zip(names, rows[place], strict=True)
         if value is not None and len(str(value)) <= LONGEST}
        for place in dict.fromkeys(places)
    ]  # fmt: skip
