"""The views behind a Django site's URLs: lists of patterns put together, included and named, each with its prefix."""

import ast
import re
from collections.abc import Iterator

from checks.probes.repo.python.routes import Found
from checks.probes.repo.python.source import Function, Module, Program, statements, text_of

URLS = {"django.urls.path", "django.urls.re_path", "django.conf.urls.url"}
INCLUDE = {"django.urls.include", "django.conf.urls.include"}
VERBS = ("get", "post", "put", "patch", "delete")
ONE_METHOD = {"require_POST": "POST", "require_GET": "GET", "require_safe": "GET"}
DEEPEST = 12
Entry = tuple[Module, ast.Call]
Inside = frozenset[tuple[str, str]]
"""The lists of patterns around an entry, by file and name: one that includes itself is gone through once."""


def routes(program: Program, urls: str, importer: str) -> Iterator[Found]:
    """Views of the module of URLs; routers that build their URLs at run time are left out."""
    module = program.find(urls, importer) if urls else None
    if module is not None:
        yield from _module(program, module, "/", 0, frozenset())


def _module(
    program: Program, module: Module, prefix: str, depth: int, inside: Inside
) -> Iterator[Found]:
    entries = list(_named(program, module, "urlpatterns", depth))
    if not entries:
        # patterns that a function puts together: all of them, without the prefix that it may add
        calls = (one for one in module.calls if module.dotted(one.func) in URLS)
        entries = [(module, one) for one in calls]
    for home, call in entries:
        yield from _entry(program, home, call, prefix, depth, inside)


def _named(program: Program, module: Module, name: str, depth: int) -> Iterator[Entry]:
    """Everything that the module assigns to, adds to or appends to this list."""
    for node in statements(module.tree):
        if isinstance(node, ast.Assign):
            targets: list[ast.expr] = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        else:
            targets = []
        value = getattr(node, "value", None)
        if any(getattr(one, "id", "") == name for one in targets) and value is not None:
            yield from _listed(program, module, value, depth)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = node.value.func
            owner = called.value if isinstance(called, ast.Attribute) else None
            if getattr(owner, "id", "") == name:
                for one in node.value.args:
                    yield from _listed(program, module, one, depth)


def _listed(program: Program, module: Module, node: ast.expr, depth: int) -> Iterator[Entry]:
    """The patterns of a list expression; what wraps a list (`i18n_patterns(...)`) is looked through."""
    if isinstance(node, ast.Call) and module.dotted(node.func) in URLS:
        yield module, node
    elif isinstance(node, ast.Name) and node.id in module.assigned and depth < DEEPEST:
        yield from _named(program, module, node.id, depth + 1)
    elif isinstance(node, ast.Name | ast.Attribute):
        dotted = module.dotted(node)
        found = program.value(dotted, module) if dotted else None
        if found is not None and depth < DEEPEST:
            yield from _listed(program, *found, depth + 1)
    else:
        for one in _parts(node) if depth < DEEPEST else ():
            yield from _listed(program, module, one, depth + 1)


def _parts(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.List | ast.Tuple):
        return node.elts
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.Starred):
        return [node.value]
    return node.args if isinstance(node, ast.Call) else []


def _entry(
    program: Program, module: Module, call: ast.Call, prefix: str, depth: int, inside: Inside
) -> Iterator[Found]:
    path = _path(module, call.args[0]) if call.args else None
    if path is None or len(call.args) < 2 or depth > DEEPEST:
        return
    target = call.args[1]
    full = prefix + readable(path)
    if isinstance(target, ast.Call) and module.dotted(target.func) in INCLUDE:
        yield from _included(program, module, target, full, depth + 1, inside)
    else:
        yield from _views(program, module, target, full)


def _path(module: Module, node: ast.expr) -> str | None:
    """The text of a route; a part that is known only when the server starts (a prefix) is left out."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text for one in node.values if (text := text_of(one)))
    if isinstance(node, ast.BinOp):
        left, right = _path(module, node.left), _path(module, node.right)
        return None if left is None or right is None else left + right
    if isinstance(node, ast.Name | ast.Attribute):
        return text_of(module.assigned.get(module.dotted(node))) or ""
    return text_of(node)


def _included(
    program: Program, module: Module, call: ast.Call, prefix: str, depth: int, inside: Inside
) -> Iterator[Found]:
    given = call.args[0] if call.args else None
    if isinstance(given, ast.Tuple) and given.elts:
        given = given.elts[0]  # (patterns, the name of the application)
    dotted = text_of(given) or (module.dotted(given) if given is not None else "")
    local = isinstance(given, ast.Name) and given.id in module.assigned
    below = program.find(dotted, module.path) if dotted and not local else None
    key = (below.path, "") if below is not None else (module.path, dotted)
    if given is None or (dotted and key in inside):
        return
    if below is not None:
        yield from _module(program, below, prefix, depth, inside | {key})
        return
    for home, one in _listed(program, module, given, depth):
        yield from _entry(program, home, one, prefix, depth, inside | {key})


def readable(path: str) -> str:
    """A regular expression of `re_path` as a path: `(?P<slug>[-\\w]+)` is `<slug>`, an optional end is there."""
    named = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", path)
    return named.removeprefix("^").removesuffix("$").removesuffix("?").replace("\\", "")


def _views(program: Program, module: Module, target: ast.expr, path: str) -> Iterator[Found]:
    """A function view, or the verbs of `SomeView.as_view()`; decorators around a view are looked through."""
    while isinstance(target, ast.Call):
        as_view = isinstance(target.func, ast.Attribute) and target.func.attr == "as_view"
        if as_view and isinstance(target.func, ast.Attribute):
            target = target.func.value
            break
        if not target.args:
            return
        target = target.args[0]
    dotted = module.dotted(target)
    for verb in ("", *VERBS):
        found = program.function(f"{dotted}.{verb}" if verb else dotted, module) if dotted else None
        if found is not None:
            home, name = found
            node = home.functions[name]
            for method in [verb.upper()] if verb else _methods(home, node):
                yield Found(home, name, node, method, path, home.place(node))


def _methods(module: Module, node: Function) -> list[str]:
    """The methods that a decorator of a view function lets through; "ANY" without one."""
    for one in node.decorator_list:
        name = module.dotted(one.func if isinstance(one, ast.Call) else one).rpartition(".")[2]
        if name in ONE_METHOD:
            return [ONE_METHOD[name]]
        if name in {"require_http_methods", "api_view"} and isinstance(one, ast.Call):
            texts = [text_of(each) for given in one.args[:1] for each in ast.walk(given)]
            return [text for text in texts if text] or ["GET" if name == "api_view" else "ANY"]
    return ["ANY"]
