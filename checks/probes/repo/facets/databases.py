"""Databases: from drivers, settings, schema files and compose; several choices are told as such."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from checks.core import Confidence, Place
from checks.probes.repo.images import product_of
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, Role, Service, State

ENGINES = {
    "postgresql": "PostgreSQL",
    "postgres": "PostgreSQL",
    "postgis": "PostgreSQL",
    "mysql": "MySQL",
    "mysql2": "MySQL",
    "trilogy": "MySQL",
    "mariadb": "MariaDB",
    "sqlite3": "SQLite",
    "sqlite": "SQLite",
    "mongodb": "MongoDB",
    "oracle": "Oracle",
    "sqlserver": "SQL Server",
    "pgsql": "PostgreSQL",
}
SAME_WIRE = {"MariaDB": "MySQL"}
"""MariaDB is spoken to with MySQL's drivers."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One source that names a database of a component."""

    folder: str
    product: str
    place: Place
    certain: bool
    """A setting that says so, not a driver that merely could."""


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`database` facts of every component, then those of compose that no component reads."""
    by_folder: dict[str, list[Hint]] = defaultdict(list)
    for hint in (*_settings(sight), *_schemas(sight), *_drivers(sight)):
        by_folder[hint.folder].append(hint)
    served = _served(sight)
    claimed: set[str] = set()
    for folder, hints in by_folder.items():
        for product in dict.fromkeys(one.product for one in hints):
            own = [one for one in hints if one.product == product]
            rivals = {one.product for one in hints} - {product}
            alone = _alone(product, served)
            claimed |= {product, *(wire for wire, base in SAME_WIRE.items() if base == product)}
            yield folder, _fact(product, own, rivals, served.get(product), alone)
    yield from _of_compose(sight, claimed)


def _fact(
    product: str,
    own: list[Hint],
    rivals: set[str],
    service: tuple[Place, Service] | None,
    alone: bool,
) -> RepoFact:
    certain = [one for one in own if one.certain]
    if certain and not rivals:
        state, confidence = State.ACTIVE, Confidence.HIGH
    elif not rivals:
        state, confidence = State.ACTIVE, Confidence.HIGH if service else Confidence.MEDIUM
    elif service and alone:
        state, confidence = State.ACTIVE, Confidence.MEDIUM
    else:
        state, confidence = State.UNKNOWN_IN_PRODUCTION, Confidence.MEDIUM
    place = service[0] if service and not certain and state is State.ACTIVE else own[0].place
    return RepoFact(name="database", value=product, place=place, state=state, confidence=confidence)


def _served(sight: Sight) -> dict[str, tuple[Place, Service]]:
    """The databases that compose services really use, by product."""
    found: dict[str, tuple[Place, Service]] = {}
    for file, one in sight.services:
        product = product_of(one.image)
        if one.role is Role.DATABASE and product and one.used_by:
            found.setdefault(product, (Place(path=file.path, line=one.line), one))
    return found


def _alone(product: str, served: dict[str, tuple[Place, Service]]) -> bool:
    return set(served) == {product}


def _drivers(sight: Sight) -> Iterator[Hint]:
    for one, facet, value in sight.told:
        if facet == "database":
            yield Hint(sight.folder_of(one.place.path), value, one.place, False)


def _settings(sight: Sight) -> Iterator[Hint]:
    app = sight.python
    for name, call in (app.settings if app else {}).items():
        if re.fullmatch(r"DATABASES\.\w+\.ENGINE", name):
            literal = re.fullmatch(r"['\"]([\w.]+)['\"]", call.keywords.get("value", ""))
            engine = literal.group(1).rpartition(".")[2] if literal else ""
            if engine in ENGINES:
                yield Hint(sight.folder_of(call.place.path), ENGINES[engine], call.place, True)
    for path in sight.tree.named("database.yml"):
        yield from _rails(sight, path)


def _rails(sight: Sight, path: str) -> Iterator[Hint]:
    """`adapter:` of production where it is written there, else of the whole file."""
    text = sight.tree.text(path) or ""
    production = re.search(r"^production:.*?(?=^\S|\Z)", text, re.M | re.S)
    spans = (
        [production.span()] if production and "adapter:" in production.group() else [(0, len(text))]
    )
    for start, end in spans:
        for one in re.finditer(r"^\s*adapter:\s*[\"']?(\w+)", text[start:end], re.M):
            if one.group(1) in ENGINES:
                line = text.count("\n", 0, start + one.start(1)) + 1
                yield Hint(
                    sight.folder_of(path), ENGINES[one.group(1)], Place(path=path, line=line), True
                )


def _schemas(sight: Sight) -> Iterator[Hint]:
    for path in sight.tree.production(".prisma"):
        text = sight.tree.text(path) or ""
        found = re.search(
            r"^datasource\s+\w+\s*\{[^}]*?^\s*provider\s*=\s*\"(\w+)\"", text, re.M | re.S
        )
        if found and found.group(1) in ENGINES:
            line = text.count("\n", 0, found.start(1)) + 1
            yield Hint(
                sight.folder_of(path), ENGINES[found.group(1)], Place(path=path, line=line), True
            )


def _of_compose(sight: Sight, claimed: set[str]) -> Iterator[tuple[str, RepoFact]]:
    seen: set[str] = set()
    products = {
        product_of(one.image)
        for _, one in sight.services
        if one.role is Role.DATABASE and one.used_by
    }
    for file, one in sight.services:
        product = product_of(one.image)
        if one.role is not Role.DATABASE or not product or product in claimed or product in seen:
            continue
        seen.add(product)
        used = State.ACTIVE if len(products) < 2 else State.UNKNOWN_IN_PRODUCTION
        yield (
            "",
            RepoFact(
                name="database",
                value=product,
                place=Place(path=file.path, line=one.line),
                state=used if one.used_by else State.PRESENT_UNUSED,
                confidence=Confidence.MEDIUM,
            ),
        )
