"""Databases: from drivers, settings, schema files and compose; several choices are told as such."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from checks.core import Confidence, Place
from checks.probes.repo.database_yml import spans
from checks.probes.repo.facets import php_databases
from checks.probes.repo.facets.drivers import Hint, drivers
from checks.probes.repo.facets.engines import ENGINES, RELATIONAL, SAME_WIRE, SCHEMES, asking
from checks.probes.repo.images import product_of
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, Role, Service, State

URLS = re.compile(
    rb"^(?![^\n]*(?:startswith|replace|[!=]=|\bin\b|#))[^\n]*?[\"'](sqlite|postgres(?:ql)?|mysql|mariadb)(?:\+\w+)?://(?!/?(?:[\"']|:memory:))",
    re.M,
)
FALLBACK = re.compile(rb"\bdefault\s*=|getenv\(|environ|\bor\b|\bconfig\(")
BACKENDS = re.compile(r"[\"']django\.(?:contrib\.gis\.)?db\.backends\.(\w+)[\"']")
ENGINE = re.compile(r"[\"'](sqlite3|mysql|postgresql|oracle)[\"']")
COMMENT = re.compile(r"(?<!\\S)#[^\n]*")
CHOSEN = re.compile(r"^[ \t]*adapter:\s*<%=[^%\n]*[\"'](\w+)[\"']\s*\)?\s*%>", re.M)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`database` facts of every component, then those of compose that no component reads."""
    by_folder: dict[str, list[Hint]] = defaultdict(list)
    for hint in (*_settings(sight), *_schemas(sight), *drivers(sight), *_urls(sight)):
        by_folder[hint.folder].append(hint)
    served, choices = _served(sight, every=False), _served(sight, every=True)
    claimed: set[str] = set()
    most = max((len(_engines(one)) for one in by_folder.values()), default=0)
    chosen_by_code = asking(sight, several=most > 1) if most else set()
    for folder, several in by_folder.items():
        if folder in chosen_by_code and not any(one.certain for one in several):
            several = [replace(one, switch=one.product in RELATIONAL) for one in several]
        hints = _without_sources(several, served)
        for product in dict.fromkeys(one.product for one in hints):
            own = [one for one in hints if one.product == product]
            others = _shipped_with(sight, folder, own, by_folder)
            rivals = {one.product for one in (*hints, *others) if one.product in RELATIONAL}
            rivals -= {product}
            rivals = rivals if product in RELATIONAL else set()
            alone = _alone(product, choices)
            claimed |= {product, *(wire for wire, base in SAME_WIRE.items() if base == product)}
            beside = any(one.product in RELATIONAL for one in (*hints, *others))
            # a switch between engines: what compose starts is one of the choices
            chosen = bool(rivals) and any(one.switch for one in hints)
            yield folder, _fact(product, own, rivals, served.get(product), alone, beside, chosen)
    yield from _of_compose(sight, claimed)


def _shipped_with(
    sight: Sight, folder: str, own: list[Hint], by_folder: dict[str, list[Hint]]
) -> list[Hint]:
    """The hints of the modules that are parts of one program with this one: beside a server those that ship with it."""
    family = {one.family for one in own} - {""}
    every = [one for each in by_folder.values() for one in each if one.family in family]
    alone = not sight.ships(folder)
    return [one for one in every if alone or sight.ships(one.folder)]


def _fact(
    product: str,
    own: list[Hint],
    rivals: set[str],
    service: tuple[Place, Service] | None,
    alone: bool,
    beside: bool,
    chosen: bool,
) -> RepoFact:
    certain = [one for one in own if one.certain]
    if (
        any(one.switch for one in own)
        or chosen
        or (all(one.optional for one in own) and not service)
    ):
        state, confidence = State.UNKNOWN_IN_PRODUCTION, Confidence.MEDIUM
    elif product == "ClickHouse" and not certain and not service:
        # beside every other store; an address in the settings turns it on
        state, confidence = State.UNKNOWN_IN_PRODUCTION, Confidence.MEDIUM
    elif certain and not rivals:
        state, confidence = State.ACTIVE, Confidence.HIGH
    elif product not in RELATIONAL and beside and not service:
        # a second kind of store that only a driver names: a switch turns it on
        state, confidence = State.UNKNOWN_IN_PRODUCTION, Confidence.MEDIUM
    elif not rivals:
        state, confidence = State.ACTIVE, Confidence.HIGH if service else Confidence.MEDIUM
    elif service and alone:
        state, confidence = State.ACTIVE, Confidence.MEDIUM
    else:
        state, confidence = State.UNKNOWN_IN_PRODUCTION, Confidence.MEDIUM
    place = service[0] if service and not certain and state is State.ACTIVE else own[0].place
    return RepoFact(name="database", value=product, place=place, state=state, confidence=confidence)


def _engines(hints: list[Hint]) -> set[str]:
    return {one.product for one in hints} & RELATIONAL


def _without_sources(hints: list[Hint], served: dict[str, tuple[Place, Service]]) -> list[Hint]:
    """Where compose runs exactly one of several, drivers of others read somebody else's databases."""
    alone = [one.product for one in hints if one.product in served]
    if any(one.switch for one in hints):
        return hints
    if len(served) != 1 or not alone:
        return hints
    return [
        one
        for one in hints
        if one.certain or one.product in served or one.product not in RELATIONAL or one.family
    ]


def _served(sight: Sight, *, every: bool) -> dict[str, tuple[Place, Service]]:
    """The databases that compose services really use, by product; of every choice, or of what counts where one does."""
    found: dict[str, tuple[Place, Service]] = {}
    chosen = not every and any(sight.state_of(one) is State.ACTIVE for one in sight.compose)
    for file, one in sight.services:
        product = product_of(one.image)
        counts = sight.state_of(file) is State.ACTIVE or not chosen
        if one.role is Role.DATABASE and product and one.used_by and file.production and counts:
            found.setdefault(product, (Place(path=file.path, line=one.line), one))
    return found


def _alone(product: str, served: dict[str, tuple[Place, Service]]) -> bool:
    return set(served) == {product}


def _urls(sight: Sight) -> Iterator[Hint]:
    """Connection URLs that Python code builds or falls back to: `sqlite:///app.db`."""
    if sight.python is None:
        return
    home = sight.folder_of(sight.python.app_file)
    drivers = {
        value for one, facet, value in sight.told if facet == "database" and one.ecosystem == "pypi"
    }
    drivers |= {"SQLite"} if drivers else set()
    for path in sight.program.holding(SCHEMES):
        # a step of Alembic may move data out of what was used before
        past = "/versions/" in path
        if sight.folder_of(path) != home or BY_HAND.search(path) or past:
            continue
        data = sight.tree.data(path) or b""
        for one in URLS.finditer(data):
            product = ENGINES[one.group(1).decode()]
            if drivers and product not in drivers and FALLBACK.search(one.group()):
                continue  # a default that nothing installed could speak to
            line = data.count(b"\n", 0, one.start(1)) + 1
            yield Hint(home, product, Place(path=path, line=line))


def _settings(sight: Sight) -> Iterator[Hint]:
    app = sight.python
    for name, call in (app.settings if app else {}).items():
        if re.fullmatch(r"DATABASES\.\w+\.ENGINE", name):
            literal = re.fullmatch(r"['\"]([\w.]+)['\"]", call.keywords.get("value", ""))
            engine = literal.group(1).rpartition(".")[2] if literal else ""
            if engine in ENGINES:
                sure = not call.keywords.get("conditional")
                yield Hint(sight.folder_of(call.place.path), ENGINES[engine], call.place, sure)
    if app is not None and app.settings_file:
        told = "DATABASES.default.ENGINE" in app.settings
        yield from _named_in_settings(sight, app.settings_file, switch=told)
    for path in sight.tree.named("database.yml"):
        yield from _rails(sight, path)
    for folder, product, place, switch in php_databases.engines(sight):
        yield Hint(folder, product, place, certain=not switch, switch=switch)


def _named_in_settings(sight: Sight, settings: str, *, switch: bool) -> Iterator[Hint]:
    """The engines that the settings' own folder names: put together by code, or chosen by a variable."""
    folder = settings.rpartition("/")[0] + "/" if settings.endswith("__init__.py") else settings
    found = []
    app = sight.python
    own = {one.place.path for one in app.settings.values()} if app else set()
    for path in (one for one in sight.program.paths if one.startswith(folder) or one in own):
        text = COMMENT.sub("", sight.tree.text(path) or "")
        named = [*BACKENDS.finditer(text)]
        if re.search(r"[\"']django\.db\.backends\.\{", text):
            named += ENGINE.finditer(text)  # put together out of a variable: each name is a choice
        for one in named:
            if one.group(1) in ENGINES:
                place = Place(path=path, line=text.count("\n", 0, one.start()) + 1)
                product = ENGINES[one.group(1)]
                found.append(Hint(sight.folder_of(path), product, place, switch=switch))
    several = len({one.product for one in found}) > 1
    for hint in found if several or not switch else ():
        # more than one engine in the settings: something chooses
        yield replace(hint, switch=hint.switch or several)


def _rails(sight: Sight, path: str) -> Iterator[Hint]:
    """`adapter:` of production where it is written there, else of the whole file."""
    text = sight.tree.text(path) or ""
    own = spans(text)
    held = [(start, end) for start, end in own if "adapter:" in text[start:end]]
    asked = bool(own) and re.search(r"<%-?\s*(els)?if\b", text[slice(*own[0])]) is not None
    for start, end in held[:1] or [(0, len(text))]:
        for one in re.finditer(r"^[ \t]*adapter:\s*[\"']?(\w+)", text[start:end], re.M):
            if one.group(1) in ENGINES:
                line = text.count("\n", 0, start + one.start(1)) + 1
                place = Place(path=path, line=line)
                product = ENGINES[one.group(1)]
                yield Hint(sight.folder_of(path), product, place, not asked, switch=asked)
        for one in CHOSEN.finditer(text[start:end]):
            line = text.count("\n", 0, start + one.start()) + 1
            if one.group(1) in ENGINES:
                place = Place(path=path, line=line)
                yield Hint(sight.folder_of(path), ENGINES[one.group(1)], place, switch=True)


def _schemas(sight: Sight) -> Iterator[Hint]:
    for path in sight.tree.production(".prisma"):
        text = sight.tree.text(path) or ""
        found = re.search(
            r"^datasource\s+\w+\s*\{[^}]*?^[ \t]*provider\s*=\s*\"(\w+)\"", text, re.M | re.S
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
        if claimed and not file.production:
            continue  # a helper's own database, beside the one that the application speaks to
        seen.add(product)
        sure = len(products) < 2 and file.production
        used = sight.state_of_service(file, product) if sure else State.UNKNOWN_IN_PRODUCTION
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
