"""`db/schema.rb` of Rails: what `add_foreign_key` names and no index or primary key starts with."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found

TABLE = re.compile(r"^  create_table \"(\w+)\"(.*(?:\n(?!  end|  create_table ).*)*)\n  end", re.M)
KEY = re.compile(r"^  add_foreign_key \"(\w+)\", \"(\w+)\"(?:.*?\bcolumn: \"(\w+)\")?", re.M)


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of every schema file."""
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
