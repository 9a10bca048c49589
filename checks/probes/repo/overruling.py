"""What the project's own configuration says against, or beside, what its files tell: one line a fact.

`[tool.rung]` in pyproject.toml, or the same keys in `rung.toml` where there is no pyproject:

```toml
facts.cache = "Redis"             # it is so, whatever the files say; a list for several
facts.queue = false               # there is none
facts."backend:database" = "PostgreSQL"   # of one component only
kinds."tools/cli" = "tool"        # application, library, tool, frontend, infrastructure
roles.clock = "scheduler"         # of a service or workload, by its name
settings.DEBUG = "False"          # what production really has
owners.rate_limit = "Cloudflare"  # who answers a concern
not_production = ["legacy/**"]    # and production = ["demos/shop/**"]
thresholds.saturation.database_cpu.warn = 0.7   # from which value something counts (`rung explain RUNG`)
target = {requests_per_second = 200, daily_users = 50000, slo = "99.9", rung = "cache_shared"}
waivers = [{check = "app.no_metrics", path = "legacy/**", reason = "switched off in March", until = 2027-04-01}]
```
"""

import difflib
import fnmatch
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checks.core import Place, Problem
from checks.probes.repo.facet_names import FACET_NAMES
from checks.probes.repo.walk import Tree
from checks.probes.repo.words import Role

KINDS = ("application", "library", "tool", "frontend", "infrastructure", "unknown")
CONCERNS = (
    "health",
    "compression",
    "rate_limit",
    "tls",
    "static_files",
    "response_cache",
    "pooling",
)
TARGET = ("rung", "requests_per_second", "daily_users", "slo")
KEYS = (
    "facts", "kinds", "roles", "settings", "owners", "not_production", "production", "target", "thresholds", "waivers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overruling:
    """The configuration as it was written; `path` is the file, empty where there is none."""

    path: str = ""
    text: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)

    def of(self, key: str) -> Mapping[str, Any]:
        """One table of it."""
        table: Mapping[str, Any] = self.said.get(key, {})
        return table

    def place(self, key: str) -> Place:
        """The line that says it."""
        start = max(self.text.find("[tool.rung"), 0)
        name = re.compile(rf"^[ \t]*(?:[\w\"-]+\s*\.\s*)*[\"']?{re.escape(key)}[\"']?\s*=", re.M)
        inline = re.compile(rf"^[^#\n]*\b{re.escape(key)}\s*=", re.M)
        found = name.search(self.text, start) or inline.search(self.text, start)
        at = found.end() if found else start
        return Place(path=self.path, line=self.text.count("\n", 0, at) + 1)


def read(tree: Tree) -> Overruling:
    """The project's configuration; also tells the tree what is production.

    Raises:
        Problem: a key that is not known, or a value of another form.
    """
    found = written(lambda path: tree.text(path) if path in tree.sizes else None)
    _known(found, found.said, KEYS, "")
    for key in ("facts", "kinds", "roles", "settings", "owners", "target", "thresholds"):
        if not isinstance(found.said.get(key, {}), Mapping):
            raise _wrong(found, key, f"{key} takes names and values")
    _known(found, found.of("facts"), FACET_NAMES, "facts.")
    _known(found, found.of("owners"), CONCERNS, "owners.")
    _known(found, found.of("target"), TARGET, "target.")
    _values(found, "kinds", KINDS)
    _values(found, "roles", tuple(one.value for one in Role))
    _typed(found)
    thresholds(found)
    tree.judge = _judge(tree, found)
    return found


def thresholds(found: Overruling) -> dict[str, float]:
    """The thresholds that the configuration draws, by name.

    Raises:
        Problem: no threshold has that name, or the value is not in its range.
    """
    given = found.of("thresholds")
    if not given:
        return {}
    from checks.thresholds import (
        overruled,  # knows every check, which a look does not need otherwise
    )

    return overruled(given, lambda name: drawn_at(found, name))


def drawn_in(root: Path) -> dict[str, float]:
    """The thresholds that the project in this folder draws, without a look at the rest of it.

    Raises:
        Problem: as `thresholds`.
    """

    def text_of(path: str) -> str | None:
        try:
            return (root / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    return thresholds(written(text_of))


def drawn_at(found: Overruling, name: str) -> str:
    """The line that draws this threshold, written with dots or in a table of its own."""
    whole = name if name in found.text else name.rpartition(".")[2]
    return str(found.place(whole))


def written(text_of: Callable[[str], str | None]) -> Overruling:
    """The configuration, from what gives the text of a file by its path (None where there is none)."""
    for path in ("pyproject.toml", "rung.toml"):
        text = text_of(path)
        if text is None or (path == "pyproject.toml" and "[tool.rung" not in text):
            continue
        try:
            data = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            if path == "pyproject.toml":
                continue  # the manifest's reader says so
            raise Problem(f"{path} is broken: {error}", "repair it, or take it away") from None
        said = data.get("tool", {}).get("rung", {}) if path == "pyproject.toml" else data
        if isinstance(said, Mapping):
            return Overruling(path, text, said)
    return Overruling()


def _known(found: Overruling, table: Mapping[str, Any], names: Iterable[str], prefix: str) -> None:
    for key in table:
        plain = key.rpartition(":")[2]
        if plain not in names:
            near = difflib.get_close_matches(plain, list(names), 1)
            hint = f"did you mean {prefix}{near[0]}?" if near else f"known: {', '.join(names)}"
            raise Problem(f"{found.place(key)}: unknown key {prefix}{key}", hint)


def _values(found: Overruling, table: str, allowed: tuple[str, ...]) -> None:
    for key, value in found.of(table).items():
        if value not in allowed:
            near = difflib.get_close_matches(str(value), allowed, 1)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(allowed)}"
            raise Problem(f"{found.place(key)}: {table}.{key} cannot be {value!r}", hint)


def _typed(found: Overruling) -> None:
    for key, value in found.of("facts").items():
        listed = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not (isinstance(value, str) or value is False or listed):
            raise _wrong(found, key, "a fact is a text, a list of texts, or false")
    for key in ("not_production", "production"):
        value = found.said.get(key, [])
        if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise _wrong(found, key, f"{key} is a list of paths such as legacy/**")
    for key, kind in (
        ("requests_per_second", (int, float)),
        ("daily_users", int),
        ("slo", str),
        ("rung", str),
    ):
        value = found.of("target").get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, kind)):
            raise _wrong(found, key, f"target.{key} is a {'text' if kind is str else 'number'}")


def _wrong(found: Overruling, key: str, remedy: str) -> Problem:
    return Problem(f"{found.place(key)}: {key} has a value of another form", remedy)


def _judge(tree: Tree, found: Overruling) -> Any:
    more, less = found.said.get("not_production", []), found.said.get("production", [])
    if not more and not less:
        return tree.usual
    outer = re.compile("|".join(map(fnmatch.translate, more)) or r"(?!)")
    inner = re.compile("|".join(map(fnmatch.translate, less)) or r"(?!)")
    return lambda path: not inner.match(path) and (outer.match(path) or tree.usual(path))
