"""Schemas of the environment that a program checks when it starts: zod, Joi, envalid and their like.

`SENTRY_ENABLED: z.coerce.boolean().default(false)` is a switch that is off unless somebody turns it on, and
`REDIS_URL: z.string().url().optional()` says that the program does without one. A schema stands in one package and
speaks for all that read it, so what it says counts for every component of the project.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.walk import Tree

SCRIPTS = (".ts", ".mts", ".js", ".mjs", ".cjs")
SAID = Words(b"_ENABLE", b"ENABLE_", b"ENABLED_", b"REDIS_")
ENTRY = re.compile(
    r"^[ \t]*[\"']?([A-Z][A-Z0-9_]{2,80})[\"']?\s*:\s*(?=(?:z|[jJ]oi|yup|v|t|vine)\s*\."
    r"|\w{0,20}(?:[bB]ool|[sS]tr|[uU]rl|[hH]ost)\w{0,20}\()",
    re.M,
)
NEXT = re.compile(r"^[ \t]*(?:[\"']?[A-Z][A-Z0-9_]{2,80}[\"']?\s*:|\}|//|/\*)", re.M)
ON = re.compile(
    r"(?<!literal)\(\s*[\"']?(?:true|1|yes|on)[\"']?\s*[,)]|\bdefault:\s*[\"']?(?:true|1)\b"
)
GIVEN = re.compile(r"\b(?:default|prefault|catch|required)\b")
ADDRESS = re.compile(r"^REDIS_(?:URL|URI|HOST)$")
LONGEST = 400
"""Characters of one entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One variable of a schema; `on` where it is true unless somebody says no."""

    name: str
    on: bool
    optional: bool
    """It may be left out, and nothing stands in for it."""
    place: Place


def entries(tree: Tree) -> Iterator[Entry]:
    """The entries of every schema, by path and line."""
    for path in tree.production(*SCRIPTS):
        if tree.holds(path, SAID):
            text = tree.text(path) or ""
            for one in ENTRY.finditer(text):
                end = NEXT.search(text, one.end(), one.end() + LONGEST)
                body = text[one.end() : end.start() if end else one.end() + LONGEST]
                optional = ".optional()" in body and not GIVEN.search(body)
                place = Place(path=path, line=text.count("\n", 0, one.start(1)) + 1)
                on = ON.search(body) is not None
                yield Entry(name=one.group(1), on=on, optional=optional, place=place)
