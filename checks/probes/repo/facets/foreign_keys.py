"""Foreign keys whose column no index starts with, by the rules of each engine and mapper.

PostgreSQL, SQLite and SQL Server make no index for a foreign key
(https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK); MySQL and MariaDB do
(https://dev.mysql.com/doc/refman/8.4/en/constraint-foreign-key.html). Django indexes each ForeignKey unless
`db_index=False`; Rails' schema file says every index; Prisma and SQLAlchemy make none by themselves.
"""

import ast
import re
from collections.abc import Iterator
from itertools import islice

from checks.core import Place
from checks.probes.repo.python.source import Module, text_of
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

MOST = 20
"""Facts of one component: the first ones show the habit, a live look at the database shows the cost."""
INDEXES_ITSELF = {"MySQL", "MariaDB"}
Found = tuple[str, Place]


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`foreign_key_without_index`: "table.column" at the line of the key."""
    databases = {value for _, facet, value in sight.told if facet == "database"}
    if databases and databases <= INDEXES_ITSELF:
        return
    found = (*_rails(sight), *_prisma(sight), *_python(sight))
    for value, place in islice(dict(reversed(found)).items(), MOST):
        fact = RepoFact(name="foreign_key_without_index", value=value, place=place)
        yield sight.folder_of(place.path), fact


TABLE = re.compile(r"^  create_table \"(\w+)\"(.*(?:\n(?!  end|  create_table ).*)*)\n  end", re.M)
KEY = re.compile(r"^  add_foreign_key \"(\w+)\", \"(\w+)\"(?:.*?\bcolumn: \"(\w+)\")?", re.M)


def _rails(sight: Sight) -> Iterator[Found]:
    """`db/schema.rb`: what `add_foreign_key` names and no index or primary key starts with."""
    for path in sight.tree.named("schema.rb"):
        text = sight.tree.text(path) or ""
        leading: dict[str, set[str]] = {}
        columns: dict[str, set[str]] = {}
        for name, body in TABLE.findall(text):
            leading[name] = set(re.findall(r"t\.index \[?\"(\w+)\"", body))
            leading[name] |= set(re.findall(r"primary_key: \[?\"(\w+)\"", body))
            columns[name] = set(re.findall(r"t\.\w+ \"(\w+)\"", body))
        for one in re.finditer(r"^  add_index \"(\w+)\", \[?\"(\w+)\"", text, re.M):
            leading.setdefault(one.group(1), set()).add(one.group(2))
        for key in KEY.finditer(text):
            table, target, column = key.groups()
            column = column or next(
                (c for c in _singular(target) if c in columns.get(table, ())), ""
            )
            if column and column not in leading.get(table, ()):
                line = text.count("\n", 0, key.start()) + 1
                yield f"{table}.{column}", Place(path=path, line=line)


def _singular(table: str) -> tuple[str, ...]:
    """The columns that Rails would look for; where its inflection is irregular none of them is there."""
    stems = (
        re.sub(r"ies$", "y", table),
        re.sub(r"(s|x|ch|sh)es$", r"\1", table),
        table.removesuffix("s"),
    )
    return tuple(f"{stem}_id" for stem in stems)


MODEL = re.compile(r"^model\s+(\w+)\s*\{(.*(?:\n(?!\}|model ).*)*)\n\}", re.M)
RELATION = re.compile(r"^[^/\n]*@relation\([^)\n]{0,400}fields:\s*\[\s*(\w+)", re.M)


def _prisma(sight: Sight) -> Iterator[Found]:
    """Relations whose first field starts no @@index, @@unique or @@id and is not @unique or @id itself."""
    for path in sight.tree.production(".prisma"):
        text = sight.tree.text(path) or ""
        if re.search(r"^[ \t]*provider\s*=\s*\"(mysql|mongodb)\"", text, re.M):
            continue
        for model in MODEL.finditer(text):
            name, body = model.groups()
            leading = set(
                re.findall(
                    r"^[ \t]*@@(?:index|unique|id)\(\s*(?:fields:\s*)?\[\s*(\w+)", body, re.M
                )
            )
            leading |= set(re.findall(r"^[ \t]*(\w+)[ \t]+\S[^/\n]*\s@(?:unique|id)\b", body, re.M))
            for one in RELATION.finditer(body):
                if one.group(1) not in leading:
                    line = text.count("\n", 0, model.start(2) + one.start(1)) + 1
                    yield f"{name}.{one.group(1)}", Place(path=path, line=line)


KEYS = Words(b"ForeignKey(")


def _python(sight: Sight) -> Iterator[Found]:
    for path in sight.program.holding(KEYS) if sight.python else ():
        if "/versions/" in path:  # Alembic's steps hold models of the past
            continue
        data = sight.tree.data(path) or b""
        # by one string match a file is parsed; by its imports a call is judged
        if b"sqlalchemy" not in data and b"sqlmodel" not in data and b"db_index=False" not in data:
            continue
        module = sight.program.module(path)
        for node in module.classes.values() if module else ():
            if module is not None and not _abstract(node):
                yield from _of_class(module, node)


def _abstract(node: ast.ClassDef) -> bool:
    """A model without a table: its children carry the indexes."""
    return any(
        isinstance(one, ast.Assign)
        and getattr(one.targets[0], "id", "") in {"abstract", "__abstract__"}
        and _true(one.value)
        for one in ast.walk(node)
    )


def _of_class(module: Module, node: ast.ClassDef) -> Iterator[Found]:
    table = next(
        (text_of(one.value) for one in node.body if isinstance(one, ast.Assign)
         and any(getattr(t, "id", "") == "__tablename__" for t in one.targets)),
        None,
    ) or node.name  # fmt: skip
    leading = _leading(node)
    for one in node.body:
        if not isinstance(one, ast.Assign | ast.AnnAssign) or not isinstance(one.value, ast.Call):
            continue
        target = one.target if isinstance(one, ast.AnnAssign) else one.targets[0]
        name = getattr(target, "id", "")
        if name and name not in leading and _bare(module, one.value):
            yield f"{table}.{name}", module.place(one)


def _bare(module: Module, call: ast.Call) -> bool:
    """A column with a foreign key and nothing on the column itself that makes an index."""
    callee = module.dotted(call.func).rpartition(".")[2]
    said = {one.arg: one.value for one in call.keywords if one.arg}
    if callee == "ForeignKey":  # Django: an index unless it is switched off
        off = said.get("db_index")
        constrained = not isinstance(said.get("db_constraint"), ast.Constant)
        return isinstance(off, ast.Constant) and off.value is False and constrained
    if callee not in {"Column", "mapped_column"}:
        return False
    keyed = any(
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
