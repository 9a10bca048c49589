"""Steps of migration in JavaScript and TypeScript: which files are some, their order, and each without the way back."""

import re
from collections.abc import Callable, Iterator

from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema

SUFFIXES = (".js", ".ts", ".mjs", ".cjs", ".mts")
FOLDER = re.compile(r"(^|/)(?:db[-_])?migrations?/")
BACK = re.compile(
    r"^[ \t]*(?:export\s+)?(?:async\s+)?(?:(?:module\.)?exports\.down\b|(?:function|const)\s+down\b"
    r"|down\s*[:(=]|async\s+down\s*\()",
    re.M,
)
FORTH = re.compile(r"\bup\b\s*[:(=]|\bfunction\s+up\b|exports\.up\b|\bconst\s+up\b")
COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*", re.S | re.M)
TEXTS = re.compile(r"[\"'`]([\w.]+)[\"'`]")


def replayed(
    sight: Sight, tool: str, words: Words, replay: Callable[[Schema, str, str], None]
) -> Iterator[Found]:
    """The foreign keys without an index that are left of each folder of steps, where the project has this tool.

    `replay` applies one step (path, text) to the schema.
    """
    if not any(value == tool for _, _, value in sight.told):
        return
    for steps in _sets(sight, words):
        schema = Schema()
        for path, text in steps:
            replay(schema, path, text)
        yield from schema.bare()


def _sets(sight: Sight, words: Words) -> Iterator[list[tuple[str, str]]]:
    """(path, text) of the steps of each folder in their order; comments and the way back are blanks."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sight.tree.production(*SUFFIXES):
        folder = FOLDER.search(path)
        if folder and sight.tree.holds(path, words):
            found.setdefault(path[: folder.end()], []).append((path, _forth(sight, path)))
    for steps in found.values():
        yield sorted(steps)


def _forth(sight: Sight, path: str) -> str:
    text = COMMENT.sub(_blank, sight.tree.text(path) or "")
    back, forth = BACK.search(text), FORTH.search(text)
    if back and forth and back.start() < forth.start():
        return _blank_out(text, back.start(), forth.start())
    return text[: back.start()] if back and forth else text


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _blank_out(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def line_of(text: str, at: int) -> int:
    """The line of a position."""
    return text.count("\n", 0, at) + 1


def listed(text: str) -> list[str]:
    """The names of `['a', 'b']`, or the one of `'a'`, at the start of a text."""
    first = text.lstrip()
    if first.startswith("["):
        return TEXTS.findall(first.partition("]")[0])
    found = TEXTS.match(first)
    return [found.group(1)] if found else []
