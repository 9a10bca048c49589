"""Models of SQLAlchemy, SQLModel and Django: the first two index no foreign key by themselves, Django each one unless
`db_index=False`. An index may also stand beside the class or in a step of Alembic."""

import ast
import re
from collections.abc import Iterator

from checks.probes.repo.python.source import Module, text_of
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found

KEYS = Words(b"ForeignKey(", b"foreign_key=")
STEPS = Words(b"create_index(")
BY_STEP = re.compile(
    r"\bop\.create_index\(\s*(?:op\.f\()?[\"']\w+[\"']\)?,\s*[\"'](\w+)[\"'],\s*\[\s*[\"'](\w+)[\"']"
)


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of every model."""
    by_step: set[str] | None = None
    for one in _found(sight):
        if by_step is None:
            by_step = _by_step(sight)
        if _same(one[0]) not in by_step:
            yield one


def _same(name: str) -> str:
    """A class that names no table has one of its own name, with or without underscores."""
    return name.replace("_", "").lower()


def _by_step(sight: Sight) -> set[str]:
    """ "table.column" of every index that a step of Alembic makes."""
    paths = (one for one in sight.tree.production(".py") if sight.tree.holds(one, STEPS))
    texts = (sight.tree.text(path) or "" for path in paths)
    return {_same(f"{table}.{column}") for text in texts for table, column in BY_STEP.findall(text)}


def _found(sight: Sight) -> Iterator[Found]:
    for path in sight.program.holding(KEYS) if sight.python else ():
        if "/versions/" in path:  # Alembic's steps hold models of the past
            continue
        data = sight.tree.data(path) or b""
        # by one string match a file is parsed; by its imports a call is judged
        if b"sqlalchemy" not in data and b"sqlmodel" not in data and b"db_index=False" not in data:
            continue
        module = sight.program.module(path)
        beside = _beside(module) if module else set()
        for node in module.classes.values() if module else ():
            if module is not None:
                yield from _of_class(module, node, beside)


def _beside(module: Module) -> set[tuple[str, str]]:
    """The class and the first column of each `Index("name", Class.column)` at the level of the module."""
    found = set()
    for one in module.tree.body:
        call = getattr(one, "value", None)
        if isinstance(call, ast.Call) and module.dotted(call.func).rpartition(".")[2] == "Index":
            for each in call.args[1:2]:
                if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
                    found.add((each.value.id, each.attr))
    return found


def _abstract(node: ast.ClassDef) -> bool:
    """A model without a table: its children carry the indexes."""
    return node.name.endswith("Mixin") or any(
        isinstance(one, ast.Assign)
        and getattr(one.targets[0], "id", "") in {"abstract", "__abstract__"}
        and _true(one.value)
        for one in ast.walk(node)
    )


def _of_class(module: Module, node: ast.ClassDef, beside: set[tuple[str, str]]) -> Iterator[Found]:
    bare = list(_bare_columns(module, node))
    if not bare or _abstract(node):  # most classes are no model: only what is left is walked
        return
    table = next(
        (text_of(one.value) for one in node.body if isinstance(one, ast.Assign)
         and any(getattr(t, "id", "") == "__tablename__" for t in one.targets)),
        None,
    ) or node.name  # fmt: skip
    leading = _leading(node) | {column for name, column in beside if name == node.name}
    for name, one in bare:
        if name not in leading:
            yield f"{table}.{name}", module.place(one)


def _bare_columns(module: Module, node: ast.ClassDef) -> Iterator[tuple[str, ast.stmt]]:
    for one in node.body:
        if isinstance(one, ast.Assign | ast.AnnAssign) and isinstance(one.value, ast.Call):
            target = one.target if isinstance(one, ast.AnnAssign) else one.targets[0]
            name = getattr(target, "id", "")
            if name and _bare(module, one.value):
                yield name, one


def _bare(module: Module, call: ast.Call) -> bool:
    """A column with a foreign key and nothing on the column itself that makes an index."""
    callee = module.dotted(call.func).rpartition(".")[2]
    said = {one.arg: one.value for one in call.keywords if one.arg}
    if callee == "ForeignKey":  # Django: an index unless it is switched off
        off = said.get("db_index")
        constrained = not isinstance(said.get("db_constraint"), ast.Constant)
        return isinstance(off, ast.Constant) and off.value is False and constrained
    if callee not in {"Column", "mapped_column", "Field"}:
        return False
    keyed = (callee == "Field" and text_of(said.get("foreign_key")) is not None) or any(
        isinstance(one, ast.Call) and module.dotted(one.func).rpartition(".")[2] == "ForeignKey"
        for one in call.args
    )
    return keyed and not any(_true(said.get(name)) for name in ("index", "unique", "primary_key"))


def _true(value: ast.expr | None) -> bool:
    return value is not None and not (isinstance(value, ast.Constant) and not value.value)


def _leading(node: ast.ClassDef) -> set[str]:
    """The first column of every index or constraint in `__table_args__` or Django's `Meta`."""
    found: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Assign) and getattr(one.targets[0], "id", "") == "unique_together":
            groups = [
                each for each in ast.walk(one.value) if isinstance(each, ast.Tuple | ast.List)
            ]
            found |= {text for each in groups if each.elts and (text := text_of(each.elts[0]))}
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            name = getattr(one.func, "id", getattr(one.func, "attr", ""))
            texts = [text for each in one.args if (text := text_of(each))]
            if name in {"UniqueConstraint", "PrimaryKeyConstraint"}:
                found |= set(texts[:1])
            elif name == "Index":
                found |= set(texts[1:2])
            for keyword in one.keywords if name.endswith(("Index", "UniqueConstraint")) else ():
                if keyword.arg == "fields" and isinstance(keyword.value, ast.List | ast.Tuple):
                    found |= {text for each in keyword.value.elts[:1] if (text := text_of(each))}
    return found
