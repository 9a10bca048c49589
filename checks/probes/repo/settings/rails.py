"""Rails: `config/environments/production.rb` over `config/application.rb`
(https://guides.rubyonrails.org/configuring.html)."""

import re
from collections.abc import Iterator

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.database_yml import spans
from checks.probes.repo.settings.lines import setting, without_comment
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State

LINE = re.compile(r"^(\s*)config\.([\w.]+)\s*=\s*(.+)$")
STORE = re.compile(r"^\s*(?:Rails\.application\.)?config\.session_store\s+(.+)$")
OPENS = re.compile(r"^\s*(if|unless|case|begin)\b|\bdo(\s*\|[^|]*\|)?\s*$")
LAYERS = ("config/application.rb", "config/environments/production.rb")
OTHERS = ("config/environments/development.rb", "config/environments/test.rb")


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """The two layers of production, the session store, and the layers that production does not read."""
    for path in sight.tree.named("application.rb"):
        if not path.endswith(LAYERS[0]):
            continue
        home = path.removesuffix(LAYERS[0])
        component = sight.folder_of(path) or "."
        for layer in LAYERS:
            if home + layer in sight.tree.sizes:
                why = "every environment" if layer == LAYERS[0] else "RAILS_ENV=production"
                yield Layer(component=component, path=home + layer, state=State.ACTIVE, because=why)
                yield from _settings(sight, component, home + layer)
        for layer in OTHERS:
            if home + layer in sight.tree.sizes:
                why = "another environment"
                yield Layer(
                    component=component, path=home + layer, state=State.INACTIVE, because=why
                )
        yield from _pool(sight, component, f"{home}config/database.yml")
        for initializer in ("session_store", "sidekiq"):
            yield from _settings(sight, component, f"{home}config/initializers/{initializer}.rb")


def _settings(sight: Sight, component: str, path: str) -> Iterator[Setting]:
    if path not in sight.tree.sizes:
        return
    depth: list[bool] = []
    for number, raw in enumerate((sight.tree.text(path) or "").splitlines(), 1):
        line = without_comment(raw, "#")
        store = STORE.match(line)
        found = LINE.match(line)
        if store or found:
            name, text = ("session_store", store.group(1)) if store else _named(found)
            trailing = re.search(r"\s(if|unless)\s", text)
            text = text[: trailing.start()] if trailing else text
            first = text.partition(", ")[0]
            first = text if "ENV" in first else first
            sure = not trailing and not any(depth)
            yield setting(component, name, first, path, number, sure=sure)
        if OPENS.search(line) and not re.search(r"\bend\s*$", line):
            depth.append(bool(re.match(r"\s*(if|unless|case)\b", line)))
        elif re.match(r"\s*end\b", line) and depth:
            depth.pop()


POOL = re.compile(r"^[ \t]+(?:pool|max_connections):[ \t]*(\S.*)$", re.M)


def _pool(sight: Sight, component: str, path: str) -> Iterator[Setting]:
    """`pool:` of production, or of what it merges; where a program picks the file, of each that lies beside it."""
    text = (sight.tree.text(path) or "") if path in sight.tree.sizes else ""
    if "ERB.new(" in text and not POOL.search(text):
        start = path.removesuffix("yml")
        for other in (one for one in sight.tree.below(start) if one.endswith(".yml")):
            yield from _pool_of(sight, component, other, sure=False)
    else:
        yield from _pool_of(sight, component, path, sure=True)


def _pool_of(sight: Sight, component: str, path: str, *, sure: bool) -> Iterator[Setting]:
    text = (sight.tree.text(path) or "") if path in sight.tree.sizes else ""
    for span in spans(text):
        found = POOL.search(text, *span)
        if found:
            line = text.count("\n", 0, found.start(1)) + 1
            yield setting(component, "database.pool", found.group(1), path, line, sure=sure)
            return


def _named(found: re.Match[str] | None) -> tuple[str, str]:
    return (found.group(2), found.group(3)) if found else ("", "")
