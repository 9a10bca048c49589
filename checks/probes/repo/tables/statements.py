"""A text of SQL as single statements, without its comments; what stands in dollar quotes is kept apart."""

import re
from collections.abc import Iterator

MARK = re.compile(r"--|/\*|'|\$\w{0,60}\$|;")
ENDS = {"--": "\n", "/*": "*/", "'": "'"}


def statements(text: str) -> Iterator[tuple[str, int]]:
    """Each statement and the character at which it starts; a body in dollar quotes is a statement of its own."""
    parts: list[str] = []
    start = at = 0
    while at < len(text):
        mark = MARK.search(text, at)
        stop = mark.start() if mark else len(text)
        parts.append(text[at:stop])
        if mark is None:
            break
        at = mark.end()
        if mark.group() == ";":
            yield _trimmed("".join(parts), start)
            parts, start = [], at
            continue
        end = text.find(ENDS.get(mark.group(), mark.group()), at)
        end = len(text) if end < 0 else end
        if mark.group().startswith("$"):
            yield text[at:end], at
        # as many characters as before: what is found in a statement has its line
        past = min(end + len(ENDS.get(mark.group(), mark.group())), len(text))
        parts.append(re.sub(r"[^\n]", " ", text[mark.start() : past]))
        at = past
    yield _trimmed("".join(parts), start)


def _trimmed(text: str, start: int) -> tuple[str, int]:
    bare = text.lstrip()
    return bare, start + len(text) - len(bare)


def items(body: str) -> Iterator[tuple[str, int]]:
    """The parts of a list at its commas, with the character at which each starts; brackets keep theirs together."""
    depth = start = 0
    for at, one in enumerate(body):
        depth += (one == "(") - (one == ")")
        if depth < 0:
            yield _trimmed(body[start:at], start)
            return
        if one == "," and not depth:
            yield _trimmed(body[start:at], start)
            start = at + 1
    yield _trimmed(body[start:], start)
