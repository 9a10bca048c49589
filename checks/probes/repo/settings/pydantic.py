"""pydantic-settings: every field of a settings class is read from the environment
(https://docs.pydantic.dev/latest/concepts/pydantic_settings/)."""

import ast
from collections.abc import Iterator

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.python.source import Module
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State

SETTINGS = Words(b"BaseSettings")
BASES = {"pydantic_settings.BaseSettings", "pydantic.BaseSettings"}


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """The fields of each settings class, each with its default; production's value is not known."""
    if sight.python is None:
        return
    for path in sight.program.holding(SETTINGS):
        module = sight.program.module(path)
        for node in module.classes.values() if module else ():
            if module and any(module.dotted(base) in BASES for base in node.bases):
                component = sight.folder_of(path) or "."
                because = f"class {node.name}, filled from the environment"
                yield Layer(component=component, path=path, state=State.ACTIVE, because=because)
                yield from _fields(module, node, component)


def _fields(module: Module, node: ast.ClassDef, component: str) -> Iterator[Setting]:
    for one in node.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            name = one.target.id
            if name == "model_config" or name.startswith("_"):
                continue
            yield Setting(
                component=component,
                name=name,
                value=_default(one.value),
                place=module.place(one),
                state=State.UNKNOWN_IN_PRODUCTION,
                variable=name.upper(),
            )


def _default(value: ast.expr | None) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    return "" if value is None else ast.unparse(value)[:80]
