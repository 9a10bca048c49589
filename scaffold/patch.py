"""A reverse patch: the lines to put back, by their place in the later text. Kept as JSON beside its hashes."""

import difflib
from typing import Any

Hunk = list[Any]
"""[first line, line after the last, the lines that stood there]; lines count from 0 in the later text."""


def reverse(before: bytes, after: bytes) -> list[Hunk]:
    """What turns `after` into `before`. Both are text; each byte survives, newline style included."""
    old, new = _lines(before), _lines(after)
    matcher = difflib.SequenceMatcher(None, new, old, autojunk=False)
    return [
        [start, end, old[old_start:old_end]]
        for kind, start, end, old_start, old_end in matcher.get_opcodes()
        if kind != "equal"
    ]


def reversed_(after: bytes, hunks: list[Hunk]) -> bytes:
    """The earlier text."""
    lines = _lines(after)
    for start, end, old in reversed(hunks):
        lines[start:end] = old
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "surrogateescape").split("\n")
