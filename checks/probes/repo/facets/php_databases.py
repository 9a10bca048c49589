"""Which engines a PHP application may run on: its settings, the file of the environment that it ships, and its code.

Laravel's `.env.example` is what every installation copies (https://laravel.com/docs/configuration), Symfony's `.env`
holds the defaults of its variables (https://symfony.com/doc/current/configuration.html, "Configuring Environment
Variables in .env Files"). Code that tells Doctrine's platforms apart is written for each of them.
"""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.context.model import Setting
from checks.probes.repo.facets.engines import ENGINES
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import State

DOCTRINE = {
    "pdo_mysql": "MySQL",
    "mysqli": "MySQL",
    "pdo_pgsql": "PostgreSQL",
    "pdo_sqlite": "SQLite",
    "pdo_sqlsrv": "SQL Server",
}
ADDRESS = re.compile(r"^(?:pdo[-_])?(\w+?)(?:\+\w+)?:")
PLATFORMS = {
    b"mysql": "MySQL",
    b"mariadb": "MariaDB",
    b"postgresql": "PostgreSQL",
    b"sqlite": "SQLite",
    b"sqlserver": "SQL Server",
    b"oracle": "Oracle",
}
PLATFORM = Words(b"Platform")
TOLD_APART = re.compile(
    rb"\binstanceof\s+\\?(?:\w+\\)*(?:Abstract)?(MySQL|MariaDB|PostgreSQL|SQLite|SQLServer|Oracle)\d*Platform\b",
    re.I,
)
Engine = tuple[str, str, Place, bool]
"""The component, the engine, where it is said, and whether something may choose another one."""


def engines(sight: Sight) -> Iterator[Engine]:
    """Every engine that one of these names."""
    for one in sight.settings:
        if one.name.endswith(".driver") and one.value in DOCTRINE and "dbal" in one.name:
            yield _home(one), DOCTRINE[one.value], one.place, True
        if one.name.endswith("url") and "dbal" in one.name and one.variable:
            yield from _shipped(sight, one, ".env", one.variable)
        if one.name == "database.default":
            if one.value in ENGINES:
                switch = one.state is State.UNKNOWN_IN_PRODUCTION
                yield _home(one), ENGINES[one.value], one.place, switch
            if one.variable:
                yield from _shipped(sight, one, ".env.example", one.variable)
    yield from _told_apart(sight)


def _home(one: Setting) -> str:
    return "" if one.component == "." else one.component


def _shipped(sight: Sight, one: Setting, name: str, variable: str) -> Iterator[Engine]:
    """The variable's value in the file beside the application."""
    path = f"{_home(one)}/{name}".lstrip("/")
    text = (sight.tree.text(path) or "") if path in sight.tree.sizes else ""
    said = re.search(rf"^{re.escape(variable)}=[\"']?([^\"'\s#]+)", text, re.M)
    if said:
        address = ADDRESS.match(said.group(1))
        product = ENGINES.get((address.group(1) if address else said.group(1)).lower())
        if product:
            line = text.count("\n", 0, said.start()) + 1
            yield _home(one), product, Place(path=path, line=line), True


def _told_apart(sight: Sight) -> Iterator[Engine]:
    """The platforms of a component whose code asks for more than one."""
    if not any(value == "Doctrine" for _, _, value in sight.told):
        return
    found: dict[str, dict[str, Place]] = {}
    for path in sight.tree.production(".php"):
        data = sight.tree.sniff(path) if sight.tree.holds(path, PLATFORM) else b""
        for one in TOLD_APART.finditer(data):
            place = Place(path=path, line=data.count(b"\n", 0, one.start()) + 1)
            product = PLATFORMS[one.group(1).lower()]
            found.setdefault(sight.folder_of(path), {}).setdefault(product, place)
    for folder, products in found.items():
        for product, place in products.items() if len(products) > 1 else ():
            yield folder, product, place, True
