"""Flask: the configuration that `app.config` is filled from: a module, a class for production, or single keys
(https://flask.palletsprojects.com/en/stable/config/)."""

import ast
import re
from collections.abc import Iterator

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.python.source import Module, statements, text_of
from checks.probes.repo.scan import Words
from checks.probes.repo.settings.django import of_call
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Call
from checks.probes.repo.words import State
from checks.redact import concealed

MODULE = re.compile(
    r"(^|/)(config|settings|default_settings|default_config|configuration)(/\w+)?\.py$"
)
CONFIGURES = Words(b".config[")
OTHER = re.compile(
    r"^(Dev|Test|Local|CI|Debug)|(Development|Testing|Test|Dev|Local)(Config|Settings)?$"
)
WANTED = re.compile(
    r"^(CACHE|SESSION|SQLALCHEMY|RATELIMIT|CELERY|BROKER|REDIS|MAIL|UPLOAD|SERVER)_?[A-Z_]*$"
)


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """The wanted settings of every such module near the application; classes for development are no layer."""
    app = sight.python
    if app is None or app.framework != "flask":
        return
    home = sight.folder_of(app.app_file)
    for path in sight.program.paths:
        near = sight.folder_of(path) == home
        if not (near and (MODULE.search(path) or sight.tree.holds(path, CONFIGURES))):
            continue
        module = sight.program.module(path)
        found = list(_settings(module, bool(MODULE.search(path)))) if module else []
        if found:
            component = home or "."
            because = "fills app.config"
            yield Layer(component=component, path=path, state=State.ACTIVE, because=because)
            for name, call in found:
                yield of_call(component, name, call)


def _settings(module: Module, whole: bool) -> Iterator[tuple[str, Call]]:
    if whole:
        for name, value in module.assigned.items():
            sure = name in module.plain
            yield from _wanted(module, name, module.plain.get(name, value), sure)
        for node in module.classes.values():
            for one in () if OTHER.search(node.name) else node.body:
                target = one.targets[0] if isinstance(one, ast.Assign) else None
                if isinstance(target, ast.Name) and isinstance(one, ast.Assign):
                    yield from _wanted(module, target.id, one.value, True)
    for one in statements(module.tree):
        target = one.targets[0] if isinstance(one, ast.Assign) else None
        if isinstance(target, ast.Subscript) and isinstance(one, ast.Assign):
            owner = target.value
            if isinstance(owner, ast.Attribute) and owner.attr == "config":
                yield from _wanted(module, text_of(target.slice) or "", one.value, True)


def _wanted(module: Module, name: str, value: ast.expr, sure: bool) -> Iterator[tuple[str, Call]]:
    if WANTED.match(name):
        text = concealed(name, ast.unparse(value)[:400])
        keywords = {"value": text, "conditional": "" if sure else "yes"}
        yield name, Call(place=module.place(value), callee=name, keywords=keywords)
