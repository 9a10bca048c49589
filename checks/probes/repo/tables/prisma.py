"""Schema of Prisma: a relation whose first field starts no index; `relationMode = "prisma"` makes no foreign keys."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found

NO_KEYS = re.compile(
    r"^[ \t]*(?:provider\s*=\s*\"(?:mysql|mongodb)\"|relationMode\s*=\s*\"prisma\")", re.M
)
MODEL = re.compile(r"^model\s+(\w+)\s*\{(.*(?:\n(?!\}|model ).*)*)\n\}", re.M)
RELATION = re.compile(r"^[^/\n]*@relation\([^)\n]{0,400}fields:\s*\[\s*(\w+)", re.M)


def found(sight: Sight) -> Iterator[Found]:
    """Relations whose first field starts no @@index, @@unique or @@id and is not @unique or @id itself."""
    texts = {path: sight.tree.text(path) or "" for path in sight.tree.production(".prisma")}
    # the data source of a schema in several files stands in one of them
    without = {sight.folder_of(path) for path, text in texts.items() if NO_KEYS.search(text)}
    for path, text in texts.items():
        if sight.folder_of(path) in without:
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
