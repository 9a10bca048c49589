"""Where a settings module gets a name from: one literal, one of several, a function, or the module that it stars in."""

import ast
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scaffold.python_source import parse
from scaffold.text import read
from scaffold.tree import Tree

CHANGING = ("update", "setdefault", "pop", "clear", "popitem")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Every statement of a module that assigns a name as a whole, and those that change a part of it."""

    whole: tuple[ast.Assign | ast.AnnAssign, ...]
    parts: tuple[tuple[tuple[str | None, ...], ast.stmt | ast.expr], ...]
    """(keys, node): `DATABASES["a"]["b"] = x` has the keys a and b; a key that is worked out is None."""
    surely: bool
    """The name has a value by the end of the module, whichever branch was taken."""


def assigned(module: ast.Module, name: str) -> Assigned:
    """What the module does to this name."""
    whole: list[ast.Assign | ast.AnnAssign] = []
    parts: list[tuple[tuple[str | None, ...], ast.stmt | ast.expr]] = []
    for node in _at_import(module):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                keys = _keys(target, name)
                if keys == ():
                    whole.append(node)
                elif keys:
                    parts.append((keys, node))
        elif isinstance(node, ast.AugAssign) and (keys := _keys(node.target, name)) is not None:
            parts.append((keys, node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            keys = _keys(node.func.value, name)
            if keys is not None and node.func.attr in CHANGING:
                parts.append(((*keys, None), node))
    surely = any(_always(one, whole) for one in module.body)
    return Assigned(whole=tuple(whole), parts=tuple(parts), surely=surely)


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that runs when the module is imported: bodies of functions and classes are left out."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        ):
            yield child
            yield from _at_import(child)


def given(there: Assigned, key: str) -> int:
    """The line of a call that works the value out and is given this key (`config(conn_max_age=600)`); 0: none."""
    nodes = [*(one.value for one in there.whole), *(node for _, node in there.parts)]
    for node in (inner for one in nodes if one is not None for inner in ast.walk(one)):
        if isinstance(node, ast.keyword) and (node.arg or "").lower() == key.lower():
            return node.lineno
    return 0


def brought_from(tree: Tree, file: str, name: str) -> str:
    """The module that surely assigns the name and that this one takes all from; empty where this one assigns it."""
    module = module_of(tree, file)
    if module is None or assigned(module, name).whole:
        return ""
    return _source(tree, file, name, {file})


def _source(tree: Tree, file: str, name: str, seen: set[str]) -> str:
    module = module_of(tree, file)
    for one in _stars(module, file, tree) if module else ():
        below = module_of(tree, one)
        if one in seen or below is None:
            continue
        seen.add(one)
        if assigned(below, name).surely:
            return one
        if deeper := _source(tree, one, name, seen):
            return deeper
    return ""


def module_of(tree: Tree, file: str) -> ast.Module | None:
    """The module in this file, None where it is not there or cannot be read."""
    content = tree.read(file) if tree.has(file) else None
    try:
        return parse(read(content).body).module if content is not None else None
    except ValueError:
        return None


def _stars(module: ast.Module, file: str, tree: Tree) -> Iterator[str]:
    for node in module.body:
        if isinstance(node, ast.ImportFrom) and any(one.name == "*" for one in node.names):
            folder = posixpath.dirname(file)
            if node.level:
                above = posixpath.normpath(posixpath.join(folder, *[".."] * (node.level - 1)))
                path = posixpath.join(above, *(node.module or "").split("."))
                yield from _module(path, tree)
            else:
                while True:
                    yield from _module(
                        posixpath.join(folder, *(node.module or "").split(".")), tree
                    )
                    if not folder:
                        break
                    folder = posixpath.dirname(folder)


def _module(path: str, tree: Tree) -> Iterator[str]:
    path = posixpath.normpath(path)
    for one in (f"{path}.py", f"{path}/__init__.py"):
        if not one.startswith("..") and tree.has(one):
            yield one


def literal(node: ast.expr | None, path: Sequence[str]) -> tuple[ast.Dict, list[str]] | None:
    """The dictionary literal that the path leads to, and the keys that are missing on the way; None: worked out."""
    rest = list(path)
    while isinstance(node, ast.Dict) and None not in node.keys and rest:
        below = value_of(node, rest[0])
        if below is None:
            break
        node = below
        rest.pop(0)
    return (node, rest) if isinstance(node, ast.Dict) and None not in node.keys else None


def value_of(node: ast.Dict, key: str) -> ast.expr | None:
    """The value under a key of a dictionary literal."""
    for one, value in zip(node.keys, node.values, strict=True):
        if isinstance(one, ast.Constant) and one.value == key:
            return value
    return None


def fits(
    node: ast.expr | None, path: Sequence[str], where: Mapping[str, Sequence[str]]
) -> bool | None:
    """Whether the dictionary at the path ends as `where` says ({"ENGINE": ["postgresql"]}); None: cannot be told."""
    for key, ends in where.items():
        found = literal(node, path)
        if found is None or found[1]:
            return None
        said = value_of(found[0], key)
        if not isinstance(said, ast.Constant) or not isinstance(said.value, str):
            return None
        if not said.value.endswith(tuple(ends)):
            return False
    return True


def _keys(node: ast.expr, name: str) -> tuple[str | None, ...] | None:
    """The constant keys below the name; None where the expression is about something else."""
    if isinstance(node, ast.Name):
        return () if node.id == name else None
    if isinstance(node, ast.Subscript):
        above = _keys(node.value, name)
        if above is None:
            return None
        said = node.slice
        return (*above, str(said.value) if isinstance(said, ast.Constant) else None)
    return None


def _always(node: ast.stmt, whole: Sequence[ast.stmt]) -> bool:
    if node in whole:
        return True
    if isinstance(node, ast.If):
        return all(any(_always(one, whole) for one in body) for body in (node.body, node.orelse))
    if isinstance(node, ast.Try):
        first = any(_always(one, whole) for one in node.body)
        return first and all(
            any(_always(one, whole) for one in each.body) for each in node.handlers
        )
    return isinstance(node, ast.With) and any(_always(one, whole) for one in node.body)
