"""Which calls of a module reach a dotted name (`psycopg.connect`), told by the module's own imports."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scaffold.python_source import functions


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """The calls that surely reach the name, and the local names that are bound twice, so that nothing is sure."""

    sure: tuple[ast.Call, ...]
    unsure: tuple[str, ...]
    passed_on: tuple[int, ...]
    """Lines where the name is used without being called."""


def calls(module: ast.Module, dotted: str, inside: Sequence[str] = ()) -> Calls:
    """Every call of `dotted` in the module, or in these functions of it."""
    local = imports(module)
    rebound = _rebound(module, local)
    scopes = [one for name in inside for one in functions(module, name)] if inside else [module]
    sure, unsure, called = [], set(), set()
    nodes = [node for scope in scopes for node in ast.walk(scope)]
    for node in nodes:
        if isinstance(node, ast.Call) and reaches(node.func, local) == dotted:
            called.add(id(node.func))
            root = _root(node.func)
            if root in rebound:
                unsure.add(root)
            elif node not in sure:
                sure.append(node)
    passed = [
        node.lineno
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute)
        and id(node) not in called
        and reaches(node, local) == dotted
    ]
    return Calls(sure=tuple(sure), unsure=tuple(sorted(unsure)), passed_on=tuple(passed))


def imports(module: ast.Module) -> dict[str, str]:
    """What each imported local name stands for."""
    return dict(_imported(module))


def reaches(node: ast.expr, local: dict[str, str]) -> str:
    """The dotted name that an expression stands for, empty where the imports do not tell."""
    if isinstance(node, ast.Name):
        return local.get(node.id, "")
    if isinstance(node, ast.Attribute):
        base = reaches(node.value, local)
        return f"{base}.{node.attr}" if base else ""
    return ""


def _imported(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield (one.asname, one.name) if one.asname else (one.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (f"{node.module}." if node.module else "")
            for one in node.names:
                yield one.asname or one.name, f"{source}{one.name}"


def _rebound(module: ast.Module, local: dict[str, str]) -> set[str]:
    found = {name for name, dotted in _imported(module) if local[name] != dotted}
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or (
            isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name
        ):
            found.add(str(node.name))
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
    return found & set(local)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
