"""One variable in the example of the environment file. `.env` itself, where secrets live, is never touched."""

import re

from scaffold import text
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.tree import Tree

NAMES = (".env.example", ".env.sample", ".env.dist", ".env.template", "env.example", "example.env")


def edit(tree: Tree, *, name: str, value: str | int | float | bool, comment: str = "") -> End:
    """Already when the variable is named, commented out included: the owner has decided about it."""
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    quoted = (
        shown
        if re.fullmatch(r"[^\s#'\"$`\\]*", shown)
        else '"' + re.sub(r'(["\\$`])', r"\\\1", shown) + '"'
    )
    lines = "\n".join([*(f"# {one}" for one in comment.splitlines()), f"{name}={quoted}"])
    path = next((one for one in NAMES if tree.has(one)), NAMES[0])
    content = tree.read(path)
    if content is None:
        return Edited(path=path, content=f"{lines}\n".encode())
    try:
        written = text.read(content)
    except ValueError:
        return Refused(path=path, why=f"{path} is not UTF-8.", snippet=lines)
    if re.search(rf"^[ \t]*(#[ \t]*)?(export[ \t]+)?{re.escape(name)}[ \t]*=", written.body, re.M):
        return Already(path=path)
    return Edited(path=path, content=written.bytes(text.appended(written.body, lines)))
