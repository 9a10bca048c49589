"""One variable in the example of the environment file. `.env` itself, where secrets live, is never touched."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from scaffold import text
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.tree import Tree

NAMES = (
    ".env.example",
    ".env.sample",
    ".env.dist",
    ".env.template",
    ".env.tmpl",
    ".env-example",
    ".env-sample",
    ".env.defaults",
    ".example.env",
    "env.example",
    "example.env",
    "env.sample",
    "sample.env",
)

QUOTED = re.compile(r"[ \t]*(?:export[ \t]+)?[\w.]+[ \t]*=[ \t]*(?P<quote>[\"'])")


def edit(
    tree: Tree,
    *,
    name: str,
    value: str | int | float | bool,
    comment: str = "",
    near: Sequence[str] = (),
    create: bool = True,
) -> End:
    """In the project's own example: at the root, else beside the files `near` or above them.

    Already when the variable is named, commented out included: the owner has decided about it. Already too where the
    project keeps no example and `create` is False.
    """
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    quoted = (
        shown
        if re.fullmatch(r"[^\s#'\"$`\\]*", shown)
        else '"' + re.sub(r'(["\\$`])', r"\\\1", shown) + '"'
    )
    lines = "\n".join([*(f"# {one}" for one in comment.splitlines()), f"{name}={quoted}"])
    path = next((one for one in _places(near) if tree.has(one)), NAMES[0])
    content = tree.read(path)
    if content is None:
        if not create:
            return Already(path=path, note="The project keeps no example of its environment.")
        return Edited(path=path, content=f"{lines}\n".encode(), snippet=lines)
    try:
        written = text.read(content)
    except ValueError:
        return Refused(path=path, why=f"{path} is not UTF-8.", snippet=lines)
    if re.search(rf"^[ \t]*(#[ \t]*)?(export[ \t]+)?{re.escape(name)}[ \t]*=", written.body, re.M):
        return Already(path=path)
    if _open_quote(written.body):
        return Refused(path=path, why=f"{path} ends within quotes.", snippet=lines)
    after = _added(written.body, lines, comment=bool(comment))
    return Edited(path=path, content=written.bytes(after), snippet=f"# in {path}\n{lines}")


def _places(near: Sequence[str]) -> Iterator[str]:
    folders = [".", *(str(up) for one in near if one for up in PurePosixPath(one).parents)]
    for folder in dict.fromkeys(folders):
        for name in NAMES:
            yield name if folder == "." else f"{folder}/{name}"


def _added(body: str, lines: str, *, comment: bool) -> str:
    """At the end; apart from it by an empty line where the file separates its own commented variables so."""
    apart = comment and "\n\n" in body.strip("\n") and not body.endswith("\n\n")
    return text.appended(body, f"\n{lines}" if apart else lines)


def _open_quote(body: str) -> bool:
    """Whether a value in quotes goes on over lines and does not end: what is added would become a part of it."""
    quote = ""
    for line in body.split("\n"):
        rest = line
        if not quote:
            found = QUOTED.match(line)
            if found is None:
                continue
            quote, rest = found["quote"], line[found.end() :]
        if re.search(rf"(?<!\\){quote}", rest):
            quote = ""
    return bool(quote)
