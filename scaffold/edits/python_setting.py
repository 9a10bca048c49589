"""One setting in a settings module: a key in a dictionary literal, a statement at its end, or a module-level name.

https://docs.djangoproject.com/en/stable/topics/settings/ . A dictionary that is worked out (`env.db()`), that one of
several branches assigns, or that another settings module brings (`from .base import *`) is not rewritten: the key is
set at the end of the module, as people do it.
"""

import ast
import textwrap
from collections.abc import Mapping, Sequence

from scaffold import text
from scaffold.edits.core import Already, End, Refused
from scaffold.python_assigned import (
    Assigned,
    assigned,
    brought_from,
    fits,
    given,
    literal,
    module_of,
    value_of,
)
from scaffold.python_source import Source, edited, only_added, same, spliced
from scaffold.python_values import appended, expression, indent_of_items, shaped
from scaffold.tree import Tree


def edit(
    tree: Tree,
    *,
    file: str,
    path: Sequence[str],
    key: str,
    value: str | int | float | bool,
    where: Mapping[str, Sequence[str]] | None = None,
) -> End:
    """`where` limits it to a dictionary whose values end so ({"ENGINE": ["postgresql"]}), at run time if need be.

    Refused where the key has another value (the owner's), and where a later statement may take it away again.
    """
    wanted, only = expression(value), where or {}
    lines = _statement(path, key, wanted, only)
    snippet = f"# at the end of {file}\n{lines}"

    def change(source: Source) -> str | Already | Refused:
        if not path:
            after: str | Already | Refused = _name(source, file, key, wanted, snippet)
        else:
            there = assigned(source.module, path[0])
            found = _literals(there, path, key, only)
            if there.whole and all(
                fits(one.value, path[1:2], only) is False for one in there.whole
            ):
                ends = " or ".join(one for each in only.values() for one in each)
                why = f"{path[0]} in {file} is for something else than {ends}."
                after = Refused(path=file, why=why, snippet=snippet)
            elif found:
                after = _in_literals(source, file, found, path, key, wanted, snippet)
            else:
                base = brought_from(tree, file, path[0])
                brought = module_of(tree, base) if base else None
                said = [(file, there), *([(base, assigned(brought, path[0]))] if brought else [])]
                after = _at_the_end(source, file, said, path, key, lines, snippet)
        return after

    return edited(tree, file, snippet, change)


def _literals(
    there: Assigned, path: Sequence[str], key: str, only: Mapping[str, Sequence[str]]
) -> list[ast.Dict]:
    """The dictionary literals to edit: the only one, or those that surely fit; none where others may win over them."""
    if any(_touches(keys, (*path[1:], key)) for keys, _ in there.parts):
        return []
    told = [(one, fits(one.value, path[1:2], only)) for one in there.whole]
    if (
        not told
        or any(fit is None for _, fit in told)
        or (not only and not (len(told) == 1 and there.surely))
    ):
        return []
    found = [literal(one.value, path[1:]) for one, fit in told if fit]
    return [one[0] for one in found if one] if all(found) else []


def _touches(keys: Sequence[str | None], ours: Sequence[str]) -> bool:
    """Whether a change at these keys may set or replace what is at ours."""
    return all(one is None or one == mine for one, mine in zip(keys, ours, strict=False))


def _in_literals(
    source: Source,
    file: str,
    found: Sequence[ast.Dict],
    path: Sequence[str],
    key: str,
    wanted: str,
    snippet: str,
) -> str | Already | Refused:
    splices = []
    for node in found:
        missing = _missing(source.module, path, node)
        there = value_of(node, key) if not missing else None
        if there is not None:
            if ast.dump(there) == ast.dump(_parsed(wanted)):
                continue
            why = f"{file}:{there.lineno} gives {key} a value of its own, which stays."
            return Refused(path=file, why=why, snippet=snippet)
        keys, new = [*missing, key], wanted
        for one in reversed(keys[1:]):
            new = f"{{{_quoted(one)}: {new}}}"
        inside = (source.start(node) + 1, source.end(node) - 1)
        own_lines = "\n" in source.body[inside[0] : inside[1]]
        indent = indent_of_items(source, *inside) if own_lines else ""
        item = f"{_quoted(keys[0])}: {new}"
        if own_lines:
            item = shaped(f"{_quoted(keys[0])}: ", new, indent, ",").removesuffix(",")
        splices += appended(source, *inside, item)
        node.keys.append(ast.Constant(keys[0]))
        node.values.append(_parsed(new))
    if not splices:
        return Already(path=file)
    after = spliced(source.body, splices)
    if not same(after, source.module):
        return Refused(path=file, why=f"{path[0]} in {file} is not plain.", snippet=snippet)
    return after


def _missing(module: ast.Module, path: Sequence[str], node: ast.Dict) -> list[str]:
    """The keys between the literal that was found and the one that the path names."""
    for one in assigned(module, path[0]).whole:
        found = literal(one.value, path[1:])
        if found and found[0] is node:
            return found[1]
    return []


def _at_the_end(
    source: Source,
    file: str,
    said: Sequence[tuple[str, Assigned]],
    path: Sequence[str],
    key: str,
    lines: str,
    snippet: str,
) -> str | Already | Refused:
    """`said`: what this module does to the name, and the one that it takes the name from."""
    wanted = ast.parse(lines).body
    if _said(source.module, wanted):
        return Already(path=file)
    for where, there in said:
        if line := _own(there, path, key):
            why = f"{where}:{line} gives {key} a value of its own, which stays."
            return Refused(path=file, why=why, snippet=snippet)
    if not any(one.surely for _, one in said) or (said[0][1].whole and not said[0][1].surely):
        why = f"{file} does not surely assign {path[0]}, nor does a module that it takes all from."
        return Refused(path=file, why=why, snippet=snippet)
    after, added = _appended(source, lines, wanted)
    if not only_added(after, source.module, added):
        return Refused(path=file, why=f"{file} does not end plainly.", snippet=snippet)
    return after


def _own(there: Assigned, path: Sequence[str], key: str) -> int:
    """The line that gives the key a value; 0: none."""
    for keys, node in there.parts:
        if keys == (*path[1:], key) and isinstance(node, ast.Assign | ast.AnnAssign):
            return node.lineno
    own = [found for one in there.whole if (found := literal(one.value, path[1:])) and not found[1]]
    values = [value_of(node, key) for node, _ in own]
    return next((one.lineno for one in values if one is not None), given(there, key))


def _said(module: ast.Module, wanted: Sequence[ast.stmt]) -> bool:
    """Whether the statement stands at the module's top level, or in a block with the same condition."""
    (one,) = wanted
    for node in module.body:
        if ast.dump(node) == ast.dump(one):
            return True
        if isinstance(node, ast.If) and isinstance(one, ast.If) and _alike(node, one):
            return ast.dump(one.body[0]) in [ast.dump(each) for each in node.body]
    return False


def _appended(
    source: Source, lines: str, wanted: Sequence[ast.stmt]
) -> tuple[str, Sequence[ast.stmt]]:
    """After the module's last line; within its last block where that has the very same condition."""
    last, one = source.module.body[-1], wanted[0]
    if isinstance(last, ast.If) and isinstance(one, ast.If) and _alike(last, one):
        inner = textwrap.dedent(lines.partition("\n")[2])
        block = text.indented(inner, source.indentation(last.body[-1].lineno))
        return text.after_line(source.body, source.end(last), block), one.body
    apart = "" if isinstance(one, ast.Assign) and _is_part(last, one) else "\n"
    return text.appended(source.body, f"{apart}{lines}"), wanted


def _is_part(node: ast.stmt, like: ast.Assign) -> bool:
    """Whether a statement sets a part of the same name: the next one stands directly below it."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Subscript):
        return False
    names = [ast.unparse(one.targets[0]).partition("[")[0] for one in (node, like)]
    return names[0] == names[1]


def _alike(node: ast.If, other: ast.If) -> bool:
    return ast.dump(node.test) == ast.dump(other.test) and not node.orelse


def _statement(
    path: Sequence[str], key: str, wanted: str, only: Mapping[str, Sequence[str]]
) -> str:
    if not path:
        return f"{key} = {wanted}"
    inner = f"[{_quoted(path[1])}]" if len(path) > 1 else ""
    holder = f"{path[0]}{inner}"
    inner += "".join(f".setdefault({_quoted(one)}, {{}})" for one in path[2:])
    head = f"{path[0]}{inner}[{_quoted(key)}] = "
    line = shaped(head, wanted, "    " if only else "")
    tests = [
        f'{holder}.get({_quoted(one)}, "").endswith({_ends(ends)})' for one, ends in only.items()
    ]
    return f"if {' and '.join(tests)}:\n    {line}" if tests else line


def _ends(ends: Sequence[str]) -> str:
    quoted = [_quoted(one) for one in ends]
    return quoted[0] if len(quoted) == 1 else f"({', '.join(quoted)})"


def _name(
    source: Source, file: str, key: str, wanted: str, snippet: str
) -> str | Already | Refused:
    there = assigned(source.module, key)
    if len(there.whole) == 1 and not there.parts and there.whole[0] in source.module.body:
        node = there.whole[0]
        if node.value is not None and ast.dump(node.value) == ast.dump(_parsed(wanted)):
            return Already(path=file)
        why = f"{file}:{node.lineno} gives {key} a value of its own, which stays."
        return Refused(path=file, why=why, snippet=snippet)
    if any(isinstance(one, ast.Name) and one.id == key for one in ast.walk(source.module)):
        return Refused(path=file, why=f"{file} works {key} out.", snippet=snippet)
    after = text.appended(source.body, f"{key} = {wanted}")
    source.module.body.extend(ast.parse(f"{key} = {wanted}").body)
    if not same(after, source.module):
        return Refused(path=file, why="It does not end plainly.", snippet=snippet)
    return after


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body
