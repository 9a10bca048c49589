"""Routes that decorators declare (FastAPI, Starlette routers, Flask), with the prefixes of their routers."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from checks.core import Place
from checks.probes.repo.python.source import Function, Module, Program, text_of

METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}
ROUTERS = {
    "fastapi.FastAPI": "prefix",
    "fastapi.APIRouter": "prefix",
    "fastapi.routing.APIRouter": "prefix",
    "flask.Flask": "url_prefix",
    "flask.Blueprint": "url_prefix",
}
Key = tuple[str, str]
"""A router: the file and the variable."""


@dataclass(frozen=True, slots=True)
class Found:
    """One decorated handler before its calls are looked at."""

    module: Module
    function: str
    node: Function
    method: str
    path: str
    place: Place


def decorated(program: Program, modules: list[Module]) -> Iterator[Found]:
    """Every handler of these modules, its path with the prefixes of the routers that it hangs under."""
    own = {
        (module.path, name): _prefix_of(module, value)
        for module in modules
        for name, value in _routers(module)
    }
    above: dict[Key, tuple[Key, str]] = {}
    for module in modules:
        above.update(_mounted(program, module, own))
    for module in modules:
        for name, node in module.functions.items():
            yield from _handlers(program, module, name, node, own, above)


def _routers(module: Module) -> Iterator[tuple[str, ast.Call]]:
    return ((name, call) for name, call in module.made if _is_router(module, call))


def _is_router(module: Module, call: ast.Call) -> bool:
    dotted = module.dotted(call.func)
    # a class of the project's own that is called like one (`UserAPIRouter(...)`) is taken as one
    return dotted in ROUTERS or dotted.rpartition(".")[2].endswith("APIRouter")


def _prefix_of(module: Module, call: ast.Call) -> str:
    wanted = {"prefix", "url_prefix"}
    return next((text_of(one.value) or "" for one in call.keywords if one.arg in wanted), "")


def _mounted(
    program: Program, module: Module, own: dict[Key, str]
) -> Iterator[tuple[Key, tuple[Key, str]]]:
    """`outer.include_router(inner, prefix=...)` and `app.register_blueprint(inner, url_prefix=...)`."""
    for node in module.calls:
        if not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        if node.func.attr in {"include_router", "register_blueprint"}:
            outer = (module.path, ast.unparse(node.func.value))
            inner = _router_key(program, module, node.args[0], own)
            if inner is not None and inner != outer:
                yield inner, (outer, _prefix_of(module, node))


def _router_key(
    program: Program, module: Module, node: ast.expr, own: dict[Key, str]
) -> Key | None:
    if isinstance(node, ast.Name) and (module.path, node.id) in own:
        return module.path, node.id
    home, _, name = module.dotted(node).rpartition(".")
    found = program.find(home, module.path) if home else None
    if found is None:
        return None
    if (found.path, name) in own:
        return found.path, name
    again = found.imports.get(name, "")
    home, _, name = again.rpartition(".")
    below = program.find(home, found.path) if home else None
    return (below.path, name) if below is not None and (below.path, name) in own else None


def _handlers(
    program: Program,
    module: Module,
    name: str,
    node: Function,
    own: dict[Key, str],
    above: dict[Key, tuple[Key, str]],
) -> Iterator[Found]:
    for decorator in node.decorator_list:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            continue
        router = _router_key(program, module, decorator.func.value, own)
        path = _first_text(decorator)
        verb = decorator.func.attr
        if (
            router is None
            or path is None
            or (verb not in METHODS and verb not in {"route", "api_route"})
        ):
            continue
        methods = [verb.upper()] if verb in METHODS else _methods(decorator)
        for method in methods:
            yield Found(
                module, name, node, method, _full(router, path, own, above), module.place(node)
            )


def _first_text(call: ast.Call) -> str | None:
    if call.args:
        return text_of(call.args[0])
    return next((text_of(one.value) for one in call.keywords if one.arg in {"path", "rule"}), None)


def _methods(call: ast.Call) -> list[str]:
    for one in call.keywords:
        if one.arg == "methods" and isinstance(one.value, ast.List | ast.Tuple | ast.Set):
            return [text.upper() for item in one.value.elts if (text := text_of(item))]
    return ["GET"]


def _full(router: Key, path: str, own: dict[Key, str], above: dict[Key, tuple[Key, str]]) -> str:
    prefix, key, seen = own[router], router, {router}
    while key in above:
        key, mounted = above[key]
        if key in seen:
            break
        seen.add(key)
        prefix = own.get(key, "") + mounted + prefix
    return (prefix + path) or "/"
