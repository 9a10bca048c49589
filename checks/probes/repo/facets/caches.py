"""Shared caches: only where a setting, a cache library or the code's own cache says so; a broker is none."""

import ast
import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.images import product_of
from checks.probes.repo.python.django import LATER
from checks.probes.repo.python.source import text_of, walk
from checks.probes.repo.scan import Words
from checks.probes.repo.settings.environment import variable_of
from checks.probes.repo.sight import REDIS_CLIENTS, Sight
from checks.probes.repo.snapshot import RepoFact, Role, State

LOCAL = re.compile(
    r"locmem|LocMem|Dummy|FileBased|filebased|dummy|memory_store|file_store|null_store"
)
SHARED = (
    (re.compile(r"redis|Redis"), "Redis"),
    (re.compile(r"valkey|Valkey"), "Valkey"),
    (re.compile(r"memcache|Memcache|mem_cache_store"), "Memcached"),
    (re.compile(r"solid_cache"), "Solid Cache"),
    (re.compile(r"db\.DatabaseCache"), "database table"),
)
EDIS = Words(b"edis")
SCRIPTS = (".ts", ".js", ".mjs", ".tsx")
IN_SCRIPT = re.compile(rb"\.setex\(|\.expire\(|[\"']EX[\"']|\bEX:|\.client\.fetch\(", re.I)
EXPIRES = re.compile(rb"\.setex\(|\.set\([^\n]*\b(ex|px)\s*=(?![^\n]*\bnx\s*=)|\.expire\(")
CLIENTS = Words(b"redis", b"valkey")
CLIENT = re.compile(rb"^[ \t]*(from|import)[ \t]+(redis|valkey)\b", re.M)
NAMED = re.compile(rb"def\s+\w*cache\w*|class\s+\w*[Cc]ache\w*", re.M)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`cache` facts; a cache inside one process is told as inactive, since it is not shared."""
    yield from _django(sight)
    yield from _rails(sight)
    yield from _libraries(sight)
    yield from _own_code(sight)
    yield from _scripts(sight)
    for file, one in sight.services:
        product = product_of(one.image)
        if one.role is Role.CACHE and product:
            yield (
                "",
                RepoFact(
                    name="cache",
                    value=product,
                    place=Place(path=file.path, line=one.line),
                    state=sight.state_of_service(file, product)
                    if one.used_by
                    else State.PRESENT_UNUSED,
                    confidence=Confidence.MEDIUM,
                ),
            )


def _told(text: str) -> tuple[str, State] | None:
    """(product, state) of a backend's name; None where the name does not tell."""
    for pattern, product in SHARED:
        if pattern.search(text):
            both = LOCAL.search(text) is not None
            return product, State.UNKNOWN_IN_PRODUCTION if both else State.ACTIVE
    return ("in one process only", State.INACTIVE) if LOCAL.search(text) else None


def _django(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    app = sight.python
    if app is None:
        return
    whole = app.settings.get("CACHES")
    if whole is not None and "CACHES.default.BACKEND" not in app.settings:
        # a function or an environment variable picks the backend when the server starts
        yield (
            sight.folder_of(whole.place.path),
            RepoFact(
                name="cache",
                value="set when the server starts",
                place=whole.place,
                state=State.UNKNOWN_IN_PRODUCTION,
                confidence=Confidence.MEDIUM,
            ),
        )
    yield from _chosen(sight)
    for name, call in app.settings.items():
        if not re.fullmatch(r"CACHES\.\w+\.BACKEND", name):
            continue
        text = call.keywords.get("value", "")
        if not re.fullmatch(r"['\"][\w.]+['\"]", text):
            text = _assigned(sight, call.place.path, text)
        told = _told(text)
        if told is None and variable_of(text)[0]:
            told = "set when the server starts", State.UNKNOWN_IN_PRODUCTION
        if told is not None:
            value, state = told
            if state is State.ACTIVE and call.keywords.get("conditional") == LATER:
                state = State.UNKNOWN_IN_PRODUCTION
            yield (
                sight.folder_of(call.place.path),
                RepoFact(name="cache", value=value, place=call.place, state=state),
            )


def _chosen(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Shared caches that some branch of the settings gives, or a later line puts into one key of `CACHES`."""
    for path, _ in sight.settings_text:
        module = sight.program.module(path)
        for node in walk(module.tree) if module else ():
            if isinstance(node, ast.Assign) and module and _of_caches(node.targets[0]):
                for one in _backends(node.targets[0], node.value):
                    told = _told(str(one.value))
                    if told is not None and told[1] is not State.INACTIVE:
                        place = module.place(one)
                        fact = RepoFact(
                            name="cache",
                            value=told[0],
                            place=place,
                            state=State.UNKNOWN_IN_PRODUCTION,
                        )
                        yield sight.folder_of(path), fact


def _of_caches(target: ast.expr) -> bool:
    while isinstance(target, ast.Subscript):
        target = target.value
    return isinstance(target, ast.Name) and target.id == "CACHES"


def _backends(target: ast.expr, value: ast.expr) -> Iterator[ast.Constant]:
    """The texts that stand for a backend."""
    key = text_of(target.slice) if isinstance(target, ast.Subscript) else None
    if key == "BACKEND" and isinstance(value, ast.Constant):
        yield value
    for node in walk(value):
        if isinstance(node, ast.Dict):
            for name, below in zip(node.keys, node.values, strict=True):
                if text_of(name) == "BACKEND" and isinstance(below, ast.Constant):
                    yield below


def _assigned(sight: Sight, path: str, expression: str) -> str:
    """The source of the variable that an expression names: a choice between backends shows both."""
    module = sight.program.module(path)
    value = module.assigned.get(expression) if module else None
    return expression if value is None else ast.unparse(value)


def _rails(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """The store that production's layer sets; under a condition or a variable it is not known."""
    for one in sight.settings:
        told = _told(one.value) if one.name == "cache_store" else None
        if told is not None and one.state is not State.INACTIVE:
            value, state = told
            state = one.state if state is State.ACTIVE else state
            folder = "" if one.component == "." else one.component
            yield folder, RepoFact(name="cache", value=value, place=one.place, state=state)


def _libraries(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    for one, facet, value in sight.told:
        if facet == "cache":
            state = State.PRESENT_UNUSED if sight.uses(one) is False else State.ACTIVE
            if one.optional and state is State.ACTIVE:
                state = State.UNKNOWN_IN_PRODUCTION
            yield (
                sight.folder_of(one.place.path),
                RepoFact(
                    name="cache",
                    value=value,
                    place=one.place,
                    state=state,
                    confidence=Confidence.MEDIUM,
                ),
            )


def _own_code(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A Python module that is called a cache, imports a client and lets its keys expire."""
    for path in sight.program.holding(CLIENTS):
        data = sight.tree.data(path) or b""
        called = "cache" in path.rpartition("/")[2] or NAMED.search(data)
        found = EXPIRES.search(data)
        client = CLIENT.search(data)
        if called and found and client:
            place = Place(path=path, line=data.count(b"\n", 0, found.start()) + 1)
            yield (
                sight.folder_of(path),
                RepoFact(
                    name="cache",
                    value=client.group(2).decode().title(),
                    place=place,
                    confidence=Confidence.MEDIUM,
                ),
            )
            return


def _scripts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """The same for a script: a file or a class that is called a cache, or a loader that keeps for a time."""
    clients = REDIS_CLIENTS & sight.required
    for path in sight.tree.production(*SCRIPTS) if clients else ():
        if not sight.tree.holds(path, EDIS):
            continue
        data = sight.tree.sniff(path)
        found = IN_SCRIPT.search(data)
        called = re.search(r"cache", path.rpartition("/")[2], re.I) or b"client.fetch(" in data
        if found and called:
            place = Place(path=path, line=data.count(b"\n", 0, found.start()) + 1)
            state = State.ACTIVE if b".enabled" not in data else State.UNKNOWN_IN_PRODUCTION
            yield (
                sight.folder_of(path),
                RepoFact(
                    name="cache",
                    value="Redis",
                    place=place,
                    state=state,
                    confidence=Confidence.MEDIUM,
                ),
            )
            return
