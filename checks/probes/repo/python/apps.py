"""Which Python web application the repository runs, and where it is made."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from checks.probes.repo.commands import application_of
from checks.probes.repo.python.source import Module, Program
from checks.probes.repo.snapshot import Process

MADE_BY = {
    "fastapi.FastAPI": "fastapi",
    "fastapi.applications.FastAPI": "fastapi",
    "flask.Flask": "flask",
    "flask.app.Flask": "flask",
    "starlette.applications.Starlette": "starlette",
    "litestar.Litestar": "litestar",
    "sanic.Sanic": "sanic",
    "quart.Quart": "quart",
    "aiohttp.web.Application": "aiohttp",
    "tornado.web.Application": "tornado",
    "falcon.App": "falcon",
    "falcon.asgi.App": "falcon",
    "bottle.Bottle": "bottle",
    "apiflask.APIFlask": "flask",
    "flask_openapi3.OpenAPI": "flask",
    "connexion.FlaskApp": "flask",
    "connexion.AsyncApp": "connexion",
}
OF_APPLICATION = re.compile(r"\.\w*(App|Flask|API|Application)$")
"""Names of classes that are looked up in the module that they come from."""


@dataclass(frozen=True, slots=True)
class Made:
    """One place where an application object is made; `variable` is empty inside a factory."""

    framework: str
    module: Module
    variable: str
    line: int


def made_in(module: Module, program: Program) -> list[Made]:
    """The application objects that this module makes, module-level ones first."""
    found = []
    top = {id(value): name for name, value in module.assigned.items()}
    for node in module.calls:
        framework = MADE_BY.get(module.imported(node.func)) or _subclass(module, node, program)
        if framework:
            variable = top.get(id(node), "") or _variable_of(module, module.around(node))
            found.append(Made(framework, module, variable, node.lineno))
    return sorted(found, key=lambda one: (not one.variable, one.line))


def _variable_of(module: Module, factory: str) -> str:
    """The module-level name of `app = create_app()` where `create_app` makes the application."""
    for name, value in module.assigned.items():
        if factory and isinstance(value, ast.Call) and module.dotted(value.func) == factory:
            return name
    return ""


def choose(made: Iterable[Made], processes: Iterable[Process], program: Program) -> Made | None:
    """The application that a start command names, else the shallowest with a module-level variable."""
    candidates = list(made)
    for process in processes:
        target = application_of(process.command)
        if target is None:
            continue
        home, _, variable = target.partition(":")
        file = home.replace(".", "/")
        for one in candidates:
            bare = one.module.path.removesuffix(".py").removesuffix("/__init__")
            if (bare == file or bare.endswith(f"/{file}")) and one.variable in {variable, ""}:
                return one
    usual = ("main", "app", "wsgi", "asgi", "server", "application", "__init__", "api")
    candidates.sort(
        key=lambda one: (not one.variable, one.module.path.count("/"), _rank(one, usual))
    )
    return candidates[0] if candidates else None


def _rank(one: Made, usual: tuple[str, ...]) -> tuple[int, str]:
    stem = one.module.path.rpartition("/")[2].removesuffix(".py")
    return (usual.index(stem) if stem in usual else len(usual)), one.module.path


def _subclass(module: Module, call: ast.Call, program: Program) -> str | None:
    """`SupersetApp(...)` where this module, or the one that it is imported from, says `class SupersetApp(Flask)`."""
    home, made = module, None
    if isinstance(call.func, ast.Name) and call.func.id in module.classes:
        made = module.classes[call.func.id]
    elif OF_APPLICATION.search(dotted := module.imported(call.func)):
        folder, _, name = dotted.rpartition(".")
        home = program.find(folder, module.path) or module
        made = home.classes.get(name) if home is not module else None
    bases = made.bases if made is not None else []
    return next((MADE_BY[name] for base in bases if (name := home.dotted(base)) in MADE_BY), None)
