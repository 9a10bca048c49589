"""Everything that one look read, before it is joined into facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from checks.core import Place
from checks.probes.repo.code import Hit
from checks.probes.repo.compose_choice import states
from checks.probes.repo.context.model import Layer, Setting, Workload
from checks.probes.repo.ecosystems.elixir import CALLED
from checks.probes.repo.ecosystems.javascript import NPM
from checks.probes.repo.ecosystems.python import APPS, IMPORTED_AS, PYPI
from checks.probes.repo.elixir_asked import mentions
from checks.probes.repo.go_imports import MAJOR, imports
from checks.probes.repo.images import product_of
from checks.probes.repo.manifests import Dependency, Manifest
from checks.probes.repo.modules import Programs, programs
from checks.probes.repo.packages import says
from checks.probes.repo.processes import for_development
from checks.probes.repo.python.source import Program, text_of, walk
from checks.probes.repo.scan import Words
from checks.probes.repo.snapshot import ComposeFile, Process, PythonApp, Role, Service, State
from checks.probes.repo.walk import Tree, suffix
from checks.probes.repo.workloads.objects import Object

MODULES = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in PYPI}
MODULES |= {"django", "flask_caching"}
MODULE_NAMES = Words(*(one.partition(".")[0].encode() for one in MODULES))
IMPORTS = re.compile(rb"import[ \t]+\(?[ \t]*([\w., \t]*)")
"""Begins with a plain word, which `re` finds ten times as fast as the start of a line; before it stands `FROM`."""
FROM = re.compile(rb"[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?")
NAMED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
NO_STATIC = ".runserver_nostatic"
"""An application of WhiteNoise's that only `manage.py runserver` heeds
(https://whitenoise.readthedocs.io/en/stable/django.html#using-whitenoise-in-development)."""
REDIS_CLIENTS = frozenset({"redis", "ioredis", "@redis/client", "@umami/redis-client"})
NODE_NAMES = Words(
    *(quote + name.encode() for name in {*NPM, *REDIS_CLIENTS} for quote in (b'"', b"'"))
)
MODULES_OF_ELIXIR = Words(*(one.encode() for one in CALLED.values()))
SCRIPTS = (".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx")
REQUIRES = re.compile(
    rb"(?:\bfrom|\bimport|\brequire(?:\.resolve)?\(|\bimport\()\s*[\"']((?:@[\w.-]+/)?[\w.-]+)(?:/[^\"']*)?[\"']"
)
ASIDE = re.compile(rb"^[ \t]*/?\*|(?:^|\s)//", re.M)
LONG = 200
"""Bytes before an import in which a comment is looked for."""
BY_NAME_ONLY = {"framework", "frontend", "orm", "migrations", "database", "test_runner"}
"""Facets of npm packages that are often loaded by a tool or by a mapper, without an import of the project's own."""

SERVERS = frozenset({"express", "koa", "fastify", "hono", "@hapi/hapi", "restify"})
"""Frameworks of npm that serve nothing unless a script of the project makes a server of them."""

WHILE_DEVELOPING = {"frontend", "n_plus_one_guard"}
"""Facets whose packages do their work before production: a bundler's pages, and a guard that watches the tests."""


@dataclass
class Sight:
    """The tree and what was read of it; `folders` are those of the components, the deepest first."""

    tree: Tree
    manifests: tuple[Manifest, ...]
    compose: tuple[ComposeFile, ...]
    processes: tuple[Process, ...]
    program: Program
    python: PythonApp | None
    hits: tuple[Hit, ...] = ()
    """Calls and annotations of the other languages."""
    objects: tuple[Object, ...] = ()
    """What Kubernetes manifests hold."""
    workloads: tuple[Workload, ...] = ()
    layers: tuple[Layer, ...] = ()
    settings: tuple[Setting, ...] = ()
    _homes: dict[str, str] = field(default_factory=dict)
    _named_in_elixir: dict[str, bool] = field(default_factory=dict)
    _holding: dict[Words, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The folders that have a manifest, the deepest first; the root is always one."""
        found = {"", *(one.folder for one in self.manifests)}
        return tuple(sorted(found, key=lambda one: (-one.count("/") - bool(one), one)))

    @cached_property
    def _components(self) -> frozenset[str]:
        return frozenset(self.folders)

    def folder_of(self, path: str) -> str:
        """The component that a file belongs to."""
        home = path.rpartition("/")[0]
        if home not in self._homes:
            # a tree has a hundred thousand files, and far fewer folders
            above = home
            while above not in self._components:
                above = above.rpartition("/")[0]
            self._homes[home] = above
        return self._homes[home]

    @cached_property
    def imported(self) -> dict[str, Place]:
        """Packages of the table that production Python code imports, each with the first place."""
        found: dict[str, Place] = {}
        seen: set[tuple[bytes, bytes]] = set()
        for path in self.program.holding(MODULE_NAMES):
            data = self.tree.data(path) or b""
            for one in IMPORTS.finditer(data):
                start = data.rfind(b"\n", 0, one.start()) + 1
                said = (data[start : one.start()], one.group(1))
                if said in seen or not (before := FROM.fullmatch(said[0])):
                    continue
                seen.add(said)
                home, names = (before.group(1) or b"").decode(), _names(said[1].decode())
                for dotted in _dotted(home, names):
                    if dotted in MODULES and dotted not in found:
                        line = data.count(b"\n", 0, one.start()) + 1
                        found[dotted] = Place(path=path, line=line)
        for path, named in self._named_in_settings():
            alone = "." not in named and not (named in APPS or named.startswith("django_"))
            for dotted in () if alone else _prefixes(named):
                if dotted in MODULES:
                    found.setdefault(dotted, Place(path=path))
        return found

    def _named_in_settings(self) -> Iterator[tuple[str, str]]:
        """(path, name) of each string in the modules of settings that may name a class; a comment names none."""
        for path, _ in self.settings_text:
            module = self.program.module(path) if path.endswith(".py") else None
            for node in walk(module.tree) if module else ():
                text = text_of(node) or ""
                if NAMED.fullmatch(text) and not text.endswith(NO_STATIC):
                    yield path, text

    @cached_property
    def settings_text(self) -> tuple[tuple[str, str], ...]:
        """(path, text) of the modules of settings, where classes are named in strings."""
        app = self.python
        if app is None or app.settings_file is None:
            return ()
        paths = {app.settings_file, *(one.place.path for one in app.settings.values())}
        return tuple((path, self.tree.text(path) or "") for path in sorted(paths))

    @cached_property
    def sources(self) -> dict[tuple[str, str], list[str]]:
        """The production files of each component and suffix, by path."""
        found: dict[tuple[str, str], list[str]] = {}
        for path in self.tree.production():
            found.setdefault((self.folder_of(path), suffix(path)), []).append(path)
        return found

    @cached_property
    def required(self) -> frozenset[str]:
        """npm packages that production scripts import or require, as far as any of them is of the table."""
        found: set[bytes] = set()
        for path in self.tree.production(*SCRIPTS):
            if self.tree.holds(path, NODE_NAMES):
                data = self.tree.sniff(path)
                found |= {
                    one.group(1) for one in REQUIRES.finditer(data) if not _put_aside(data, one)
                }
        return frozenset(one.decode("utf-8", "replace") for one in found)

    def homes(self, words: Words, *suffixes: str) -> frozenset[str]:
        """The components with a production file that holds one of the words; always asked with the same suffixes."""
        if words not in self._holding:
            likely = (p for p in self.tree.production(*suffixes) if self.tree.holds(p, words))
            self._holding[words] = frozenset(map(self.folder_of, likely))
        return self._holding[words]

    def uses(self, dependency: Dependency) -> bool | None:
        """Whether production code imports it; None for ecosystems whose packages need no import."""
        if dependency.ecosystem == "npm":
            if dependency.name in SERVERS:
                return dependency.name in self.required
            facets = {facet for facet, _ in says("npm", dependency.name)}
            return None if facets & BY_NAME_ONLY else dependency.name in self.required
        if dependency.ecosystem == "hex":
            return self._called_in_elixir(dependency.name)
        if dependency.ecosystem == "go":
            own = MAJOR.sub("", dependency.name)
            near = (one == own or one.startswith(f"{own}/") for one in self.go_imports)
            # without any import the sources lie elsewhere, or are generated when it is built
            return any(near) if self.go_imports else None
        if dependency.ecosystem != "pypi":
            return None
        name = IMPORTED_AS.get(dependency.name, dependency.name.replace("-", "_"))
        return name in self.imported

    def _called_in_elixir(self, name: str) -> bool | None:
        """Whether something names the module of a package that does nothing by itself; None for all others."""
        module = CALLED.get(name)
        if module is None or not any(self.tree.production(".ex")):
            return None
        if name not in self._named_in_elixir:
            pattern = re.compile(rf"\b{module}\b")
            self._named_in_elixir[name] = bool(mentions(self.tree, pattern, MODULES_OF_ELIXIR))
        return self._named_in_elixir[name]

    @cached_property
    def told(self) -> tuple[tuple[Dependency, str, str], ...]:
        """(dependency, facet, value) of everything that is installed in production."""
        found = []
        for manifest in self.manifests:
            for one in manifest.dependencies:
                about = says(one.ecosystem, one.name)
                if one.development:
                    about = tuple(each for each in about if each[0] in WHILE_DEVELOPING)
                found += [(one, *each) for each in about]
        return tuple(found)

    @cached_property
    def go_imports(self) -> dict[str, Place]:
        """The packages that production code of Go imports, each with the first place."""
        return imports(self.tree)

    @cached_property
    def programs(self) -> Programs:
        """Which modules of Maven ship together."""
        homes = {folder for folder, suffix in self.sources if suffix in {".java", ".kt", ".scala"}}
        return programs(self.manifests, homes.__contains__)

    @cached_property
    def serving(self) -> frozenset[str]:
        """The programs of `programs` that hold a web framework or a server."""
        homes = {
            self.folder_of(one.place.path)
            for one, facet, _ in self.told
            if facet in {"framework", "server"}
        }
        return frozenset(one for home in homes for one in self.programs.get(home, ()))

    def ships(self, folder: str) -> bool:
        """False for a module in no program that serves, while others are: a client, a converter, a benchmark."""
        mine = self.programs.get(folder)
        return not mine or not self.serving or bool(mine & self.serving)

    @property
    def services(self) -> tuple[tuple[ComposeFile, Service], ...]:
        """Every compose service, those of production files first."""
        return tuple((file, one) for file in self.compose for one in file.services)

    @cached_property
    def for_development(self) -> frozenset[str]:
        """Compose files and image recipes that are not for production."""
        recipes = (one.place.path for one in self.processes if for_development(one.place.path))
        return frozenset([*(one.path for one in self.compose if not one.production), *recipes])

    def state_of(self, file: ComposeFile) -> State:
        """Whether production runs this compose file."""
        return self._states.get(file.path, State.ACTIVE)

    def state_of_service(self, file: ComposeFile, product: str) -> State:
        """Whether production runs a store of this file: what each choice of file brings is there in any case."""
        runs = [one for one in self.compose if one.production and one.runs_application]
        brought = [any(product_of(one.image) == product for one in each.services) for each in runs]
        # one file that is only a proposal is no choice of which every one brings it
        sure = len(runs) > 1 or any(self.state_of(one) is State.ACTIVE for one in runs)
        return State.ACTIVE if file.production and sure and all(brought) else self.state_of(file)

    @cached_property
    def _states(self) -> dict[str, State]:
        return states(self.compose)

    def workers(self) -> tuple[Process, ...]:
        """The processes that work on a queue."""
        return tuple(one for one in self.processes if one.role is Role.WORKER)


def _put_aside(data: bytes, found: re.Match[bytes]) -> bool:
    """A comment begins before it on its line, of which a minified file has one only."""
    start = max(data.rfind(b"\n", 0, found.start()) + 1, found.start() - LONG)
    return ASIDE.search(data, start, found.start()) is not None


def _names(listed: str) -> list[str]:
    """`os, redis as r` without what they are called here."""
    return [one.split()[0] for one in listed.split(",") if one.strip()]


def _dotted(home: str, names: list[str]) -> list[str]:
    """Every package that an import may mean, from `import names` or `from home import names`."""
    whole = [f"{home}.{one}" for one in names] or [home] if home else names
    return [each for one in whole for each in _prefixes(one)]


def _prefixes(dotted: str) -> list[str]:
    parts = dotted.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
