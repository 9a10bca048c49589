"""Rails' `config/database.yml`: the block of production, and those that it merges (`<<: *default`)."""

import re

Span = tuple[int, int]
BLOCK = re.compile(r"^(\w+):[ \t]*(?:&(\w+))?[^\n]*\n(?:(?:[ \t#<][^\n]*)?\n)*", re.M)
MERGED = re.compile(r"<<:\s*\*(\w+)")


def spans(text: str) -> list[Span]:
    """Where production's own block stands, then the blocks that it takes from; none without one for production."""
    text = text if text.endswith("\n") else f"{text}\n"
    blocks = [*BLOCK.finditer(text)]
    named = {name: one for one in blocks for name in one.groups() if name}
    own = named.get("production")
    if own is None:
        return []
    merged = (named[one] for one in MERGED.findall(own.group()) if one in named)
    return list(dict.fromkeys(one.span() for one in (own, *merged)))
