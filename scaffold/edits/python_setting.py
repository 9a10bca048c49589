"""One setting in a settings module: a key in a dictionary literal, or a module-level name.

https://docs.djangoproject.com/en/stable/topics/settings/
"""

import ast
from collections.abc import Sequence

from scaffold import text
from scaffold.edits.core import Already, End, Refused
from scaffold.python_source import Source, edited, same, spliced
from scaffold.python_values import appended, expression
from scaffold.tree import Tree


def edit(
    tree: Tree, *, file: str, path: Sequence[str], key: str, value: str | int | float | bool
) -> End:
    """Refused where the dictionary is computed (`env.db()`), unpacked (`**`) or assigned more than once."""
    wanted = expression(value)
    snippet = f"# at the end of {file}\n{_line(path, key, wanted)}"

    def change(source: Source) -> str | Already | Refused:
        if not path:
            return _name(source, file, key, wanted, snippet)
        node = _assigned(source.module, path[0])
        if node is None:
            why = f"{file} does not assign {path[0]} once, at its top level."
            return Refused(path=file, why=why, snippet=snippet)
        rest = list(path[1:])
        while isinstance(node, ast.Dict) and None not in node.keys and rest:
            below = _value(node, rest[0])
            if below is None:
                break
            node = below
            rest.pop(0)
        if not isinstance(node, ast.Dict) or None in node.keys:
            said = "".join(f"[{one!r}]" for one in path[1 : len(path) - len(rest)])
            why = f"{path[0]}{said} in {file} is not a plain dictionary."
            return Refused(path=file, why=why, snippet=snippet)
        return _in_dictionary(source, file, node, rest, key, wanted) or Refused(
            path=file, why=f"{path[0]} in {file} is not plain.", snippet=snippet
        )

    return edited(tree, file, snippet, change)


def _line(path: Sequence[str], key: str, wanted: str) -> str:
    if not path:
        return f"{key} = {wanted}"
    inner = f"[{path[1]!r}]" if len(path) > 1 else ""
    inner += "".join(f".setdefault({one!r}, {{}})" for one in path[2:])
    return f"{path[0]}{inner}[{key!r}] = {wanted}"


def _in_dictionary(
    source: Source, file: str, node: ast.Dict, missing: Sequence[str], key: str, wanted: str
) -> str | Already | None:
    keys = [*missing, key]
    there = _value(node, keys[0]) if not missing else None
    if there is not None:
        if ast.dump(there) == ast.dump(_parsed(wanted)):
            return Already(path=file)
        after = spliced(source.body, [(source.start(there), source.end(there), wanted)])
        node.values[node.values.index(there)] = _parsed(wanted)
    else:
        new = wanted
        for one in reversed(keys[1:]):
            new = f"{{{_quoted(one)}: {new}}}"
        inside = (source.start(node) + 1, source.end(node) - 1)
        after = spliced(source.body, appended(source, *inside, f"{_quoted(keys[0])}: {new}"))
        node.keys.append(ast.Constant(keys[0]))
        node.values.append(_parsed(new))
    return after if same(after, source.module) else None


def _name(
    source: Source, file: str, key: str, wanted: str, snippet: str
) -> str | Already | Refused:
    node = _assigned(source.module, key)
    if node is not None:
        if ast.dump(node) == ast.dump(_parsed(wanted)):
            return Already(path=file)
        after = spliced(source.body, [(source.start(node), source.end(node), wanted)])
    elif any(isinstance(one, ast.Name) and one.id == key for one in ast.walk(source.module)):
        return Refused(path=file, why=f"{file} works {key} out.", snippet=snippet)
    else:
        after = text.appended(source.body, f"{key} = {wanted}")
        source.module.body.extend(ast.parse(f"{key} = {wanted}").body)
        return (
            after
            if same(after, source.module)
            else Refused(path=file, why="It does not end plainly.", snippet=snippet)
        )
    for one in source.module.body:
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is node:
            one.value = _parsed(wanted)
    return (
        after
        if same(after, source.module)
        else Refused(path=file, why=f"{key} is not plain.", snippet=snippet)
    )


def _assigned(module: ast.Module, name: str) -> ast.expr | None:
    """The value of the only statement that assigns the name or a part of it, where that is at the top level."""
    found = [one for one in ast.walk(module) if _changes(one, name)]
    if len(found) == 1 and found[0] in module.body:
        return getattr(found[0], "value", None)
    return None


def _changes(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        targets = [node.func.value] if node.func.attr in ("update", "setdefault") else []
    else:
        return False
    return any(ast.unparse(one).partition("[")[0] == name for one in targets)


def _value(node: ast.Dict, key: str) -> ast.expr | None:
    for one, value in zip(node.keys, node.values, strict=True):
        if isinstance(one, ast.Constant) and one.value == key:
            return value
    return None


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body
