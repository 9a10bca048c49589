"""The signature of a request handler, read from its source: which parameters decide its answer, which do not."""

import ast
from dataclasses import dataclass

from checks.probes.repo.snapshot import Repo, Route

PLAIN = {"str", "int", "float", "bool", "UUID", "uuid.UUID", "date", "datetime.date", "Decimal"}
"""Types whose text says everything, so that they can be part of a key."""
SESSIONS = {"Session", "AsyncSession", "Connection", "AsyncConnection", "Cursor", "AsyncCursor",
            "Pool", "ConnectionPool", "AsyncConnectionPool", "Engine", "AsyncEngine", "Database"}  # fmt: skip
RESPONSES = {"Response", "HTMLResponse", "StreamingResponse", "FileResponse", "RedirectResponse",
             "PlainTextResponse", "TemplateResponse", "JSONResponse", "ORJSONResponse"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """`plain` parameters may stand in a key, `sessions` are handed in by the application and change nothing.

    `obstacle` says why its result cannot be kept, empty where nothing speaks against it.
    """

    plain: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    obstacle: str = ""


def read(repo: Repo, route: Route) -> Handler:
    """The handler of this route, as its file says."""
    node = source(repo, route)
    if node is None:
        return Handler(obstacle="its source could not be read")
    arguments = node.args
    if arguments.vararg or arguments.kwarg or arguments.posonlyargs:
        return Handler(obstacle="its parameters are not all named")
    given = [*arguments.args, *arguments.kwonlyargs]
    plain = tuple(one.arg for one in given if _is_plain(one))
    sessions = tuple(one.arg for one in given if _is_session(one))
    other = [one.arg for one in given if one.arg not in {*plain, *sessions}]
    if other:
        return Handler(obstacle=f"its answer may depend on {', '.join(other)}")
    return Handler(plain=plain, sessions=sessions, obstacle=_response(node))


def source(repo: Repo, route: Route) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The definition of this route's handler, None where it cannot be read."""
    try:
        tree = ast.parse((repo.root / route.place.path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    named = (
        one
        for one in tree.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name == route.function
    )
    return next(named, None)


def _is_plain(argument: ast.arg) -> bool:
    """`int`, `int | None`, `Optional[int]`, or `Annotated[int, ...]` without a dependency in it."""
    if argument.annotation is None:
        return False
    return all(part in PLAIN | {"None"} for part in _types(argument.annotation))


def _types(node: ast.expr) -> list[str]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_types(node.left), *_types(node.right)]
    if isinstance(node, ast.Subscript):
        name = ast.unparse(node.value).rpartition(".")[2]
        if name == "Optional":
            return [*_types(node.slice), "None"]
        if name == "Annotated" and isinstance(node.slice, ast.Tuple):
            first, *rest = node.slice.elts
            depends = any(_called(one) in {"Query", "Path"} for one in rest)
            return _types(first) if depends else ["Annotated"]
    return [ast.unparse(node)]


def _called(node: ast.expr) -> str:
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def _is_session(argument: ast.arg) -> bool:
    if argument.annotation is None:
        return False
    node = argument.annotation
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        node = node.slice.elts[0]
    if isinstance(node, ast.Subscript):
        node = node.value
    name = ast.unparse(node).rpartition(".")[2]
    return name in SESSIONS or name in {f"{one}Dep" for one in SESSIONS}


def _response(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    said = {ast.unparse(node.returns).rpartition(".")[2]} if node.returns else set()
    returned = (one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value)
    said |= {_called(one) for one in returned}
    found = said & RESPONSES
    return f"it returns a {min(found)}, not data" if found else ""
