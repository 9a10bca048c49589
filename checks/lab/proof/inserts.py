"""An INSERT's values: those of a row that is there, so that what points at other tables points at something.

Where an index must not see a value twice, a new one is made.
"""

import itertools
from typing import TYPE_CHECKING

from checks.accesses import Schema
from checks.lab.known import Column, Known
from checks.lab.proof.copy import Copy
from checks.lab.typical import literal
from checks.lab.values import filled
from checks.probes.postgres import Postgres, Table
from checks.sql import parse, quoted

if TYPE_CHECKING:
    from sqlglot import exp

WHOLE = ("smallint", "integer", "bigint")
_FRESH = itertools.count(1)


def inserts(text: str, schema: Schema, postgres: Postgres, known: Known, copy: Copy) -> str:
    """The statement with values that can be inserted; "" where it is no plain INSERT of one row's values."""
    from sqlglot import exp

    tree = parse(text)
    if not isinstance(tree, exp.Insert):
        return ""
    named = isinstance(tree.this, exp.Schema)
    target = tree.this.this if named else tree.this
    table = schema.table(target) if isinstance(target, exp.Table) else None
    rows = tree.expression.expressions if isinstance(tree.expression, exp.Values) else []
    if table is None or len(rows) != 1:
        return ""
    every = known.columns.get((table.schema, table.name), {})
    names = [one.name for one in tree.this.expressions] if named else [*every]
    if named and len(names) != len(rows[0].expressions):
        return ""
    alone = _alone(table, postgres)
    values: dict[int, str] = {}
    for name, value in zip(names, rows[0].expressions, strict=False):
        number = _number(value)
        if number is not None:
            column = known.column(table.schema, table.name, name)
            values[number] = _value(table, name, column, name in alone, copy)
    return filled(text, values) if _complete(tree, values) else ""


def _number(value: "exp.Expression") -> int | None:
    from sqlglot import exp

    found = [one for one in value.find_all(exp.Parameter) if one.name.isdigit()]
    return int(found[0].name) if len(found) == 1 else None


def _complete(tree: "exp.Expression", values: dict[int, str]) -> bool:
    from sqlglot import exp

    return all(
        int(one.name) in values for one in tree.find_all(exp.Parameter) if one.name.isdigit()
    )


def _alone(table: Table, postgres: Postgres) -> set[str]:
    """Columns that end a unique index: a fresh value there makes the whole key a new one."""
    return {
        one.columns[-1]
        for one in postgres.indexes
        if one.unique and one.columns and (one.schema, one.table) == (table.schema, table.name)
    }


def _value(table: Table, name: str, column: Column | None, alone: bool, copy: Copy) -> str:
    if column is None:
        return "NULL"
    if not alone:
        return literal(column.row) if column.row is not None else "NULL"
    if column.type in WHOLE:
        where = f"{quoted(table.schema)}.{quoted(table.name)}"
        found = copy.attempted(f"select coalesce(max({quoted(name)}), 0)::numeric from {where}")  # noqa: S608
        return str(int(found[0][0]) + next(_FRESH)) if found else "1"
    if column.type == "uuid":
        return "gen_random_uuid()"
    return literal(f"{column.row or 'rung'}-{next(_FRESH)}")
