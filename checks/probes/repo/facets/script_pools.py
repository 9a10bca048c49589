"""Pools of connections in the process, as scripts of a server set them (pg, postgres.js, mysql2, Knex, Sequelize, ...).

A literal is told as it is, what a variable or a call decides as unknown. A pool that nobody sets has its library's
own default, and is not told.
"""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.code.reading import FRONT
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

SAID = Words(b"max:", b"poolSize", b"connectionLimit", b"maxPoolSize")
SPEAKS = re.compile(
    rb"[\"'](?:pg|pg-pool|postgres|mysql2?(?:/promise)?|mariadb|knex|sequelize(?:-typescript)?|typeorm|@nestjs/typeorm|mongoose)[\"']"
)
CONFIGURES = re.compile(
    r"(^|/)(knexfile|ormconfig|data-?source|database|db|sequelize)(\.\w+)?\.[cm]?[jt]s$"
)
LIMIT = re.compile(
    rb"^(?![ \t]*(?://|\*))(?:[^\n]*\bpool:\s*\{|[^\n]*\bextra:\s*\{|[^\n]*\bnew\s+(?:\w+\.)?Pool\(\s*\{|[^\n]*\bpostgres\()"
    rb"[^;]{0,400}?\bmax:\s*([^,\n}]{1,80})"
    rb"|^(?![ \t]*(?://|\*))[^\n]*\b(?:poolSize|connectionLimit|maxPoolSize):\s*([^,\n}]{1,80})",
    re.M,
)
UNSET = "set when the server starts"


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`pool`: the first of each component that speaks to a database."""
    speaking = {
        sight.folder_of(one.place.path)
        for one, facet, _ in sight.told
        if facet in {"database", "orm"}
    }
    for path in sight.tree.production(".ts", ".mts", ".js", ".mjs", ".cjs") if speaking else ():
        folder = sight.folder_of(path)
        if folder not in speaking or FRONT.search(path) or not sight.tree.holds(path, SAID):
            continue
        data = sight.tree.sniff(path)
        found = LIMIT.search(data) if SPEAKS.search(data) or CONFIGURES.search(path) else None
        if found:
            speaking.discard(folder)
            group = 1 if found.group(1) else 2
            place = Place(path=path, line=data.count(b"\n", 0, found.start(group)) + 1)
            yield folder, _fact(found.group(group).decode("utf-8", "replace").strip(), place)


def _fact(text: str, place: Place) -> RepoFact:
    literal = text.isdecimal()
    return RepoFact(
        name="pool",
        value=f"{text} connections" if literal else UNSET,
        place=place,
        state=State.ACTIVE if literal else State.UNKNOWN_IN_PRODUCTION,
        confidence=Confidence.MEDIUM,
    )
