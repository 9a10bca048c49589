"""Phoenix: `config/runtime.exs` over `config/prod.exs` over `config/config.exs`
(https://hexdocs.pm/phoenix/deployment.html, https://hexdocs.pm/elixir/Config.html)."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.settings.lines import setting, without_comment
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State

LAYERS = (
    ("config/config.exs", "every environment"),
    ("config/prod.exs", "MIX_ENV=prod"),
    ("config/runtime.exs", "when a release starts"),
)
CONFIG = re.compile(r"^\s*config\s+:(\w+),\s*(?:([\w.]+),?\s*)?(.*)$")
PAIR = re.compile(r"^\s*(\w+):\s*(\S.*)$")


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """`config :app, Key, pair: value` flattened to `app.Key.pair`."""
    for manifest in sight.tree.named("mix.exs"):
        home = manifest.removesuffix("mix.exs")
        for name, why in LAYERS:
            path = home + name
            if path in sight.tree.sizes:
                component = sight.folder_of(manifest) or "."
                yield Layer(component=component, path=path, state=State.ACTIVE, because=why)
                yield from _settings(sight, component, path)
                yield from _static(sight, component, path)


STATIC = re.compile(
    r"^[^#\n]*\bstatic_url:\s*\[[^\]]*?\bhost:\s*(\"[^\"\n]+\"|\w[\w.!()\"]*)", re.M
)


def _static(sight: Sight, component: str, path: str) -> Iterator[Setting]:
    """The host that pages take their files from: a literal, or what a variable holds when the release starts."""
    text = sight.tree.text(path) or ""
    found = STATIC.search(text)
    if found:
        host = found.group(1)
        value = f"https://{host.strip(chr(34))}" if host.startswith('"') else ""
        line = text.count("\n", 0, found.start(1)) + 1
        state = State.ACTIVE if value else State.UNKNOWN_IN_PRODUCTION
        place = Place(path=path, line=line)
        yield Setting(
            component=component,
            name="static_url.host",
            value=value,
            place=place,
            state=state,
            variable="" if value else host,
        )


def _settings(sight: Sight, component: str, path: str) -> Iterator[Setting]:
    head, depth = "", 0
    for number, raw in enumerate((sight.tree.text(path) or "").splitlines(), 1):
        line = without_comment(raw, "#")
        found = CONFIG.match(line)
        if found:
            head = ".".join(one for one in found.group(1, 2) if one)
            line = found.group(3)
        for pair in filter(None, [PAIR.match(line)]) if head else ():
            name = f"{head}.{pair.group(1)}"
            yield setting(component, name, pair.group(2), path, number, sure=not depth)
        if re.search(r"\bdo\s*$", raw):
            depth += 1
        elif re.match(r"\s*end\b", raw):
            depth = max(0, depth - 1)
            head = ""
