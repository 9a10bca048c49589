"""Database calls inside a loop over data: the N+1 pattern, where it can be seen in the text."""

import ast
from collections.abc import Iterator

from checks.probes.repo.python.reach import Reached
from checks.probes.repo.python.source import Program
from checks.probes.repo.python.sql import literal

RUNS = {"execute", "fetch", "fetchrow", "fetchval", "fetch_one", "fetch_all", "scalar", "scalars"}
BUILT = {"sqlalchemy.select", "sqlalchemy.text", "sqlmodel.select", "sqlalchemy.future.select"}
OF_MANAGER = {"get", "filter", "first", "exists", "count", "get_or_create", "create"}
CHUNKS = ("chunk", "batch", "page", "attempt", "retry", "_")
CHUNKERS = {"batched", "chunked", "chunks", "iterator"}
Loop = ast.For | ast.AsyncFor | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def queries_in_loops(program: Program, one: Reached) -> Iterator[tuple[ast.Call, str, int]]:
    """(call, what it is, line of the loop) for database calls in loops of this function.

    A call of another function counts when that function runs a statement itself: one step, no further.
    """
    seen: set[int] = set()
    for loop in program.nodes(one.module, one.name):
        if not isinstance(loop, Loop) or _bounded(loop):
            continue
        for node in _body(loop):
            if not isinstance(node, ast.Call) or id(node) in seen:
                continue
            what = runs_statement(one, node) or _through(program, one, node)
            if what:
                seen.add(id(node))
                yield node, what, loop.lineno


def runs_statement(one: Reached, call: ast.Call) -> str:
    """The name of a database call; empty where this call is none."""
    if not isinstance(call.func, ast.Attribute):
        return ""
    if call.func.attr in RUNS and call.args and _is_statement(one, call.args[0]):
        return ast.unparse(call.func)[:60]
    owner = call.func.value
    if (
        call.func.attr in OF_MANAGER
        and isinstance(owner, ast.Attribute)
        and owner.attr == "objects"
        and _named_model(owner)
    ):
        return ast.unparse(call.func)[:60]
    return ""


def _named_model(owner: ast.Attribute) -> bool:
    """`User.objects`, not `model.objects`: a variable stands for another table each time, no statement has them all."""
    name = (
        owner.value.attr
        if isinstance(owner.value, ast.Attribute)
        else getattr(owner.value, "id", "")
    )
    return bool(name) and name[0].isupper()


def _is_statement(one: Reached, node: ast.expr) -> bool:
    if literal(node) is not None:
        return True
    if isinstance(node, ast.Name):
        value = one.module.assigned.get(node.id)
        return value is not None and literal(value) is not None
    while isinstance(node, ast.Call):
        if one.module.dotted(node.func) in BUILT:
            return True
        node = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    return False


def _through(program: Program, one: Reached, call: ast.Call) -> str:
    dotted = one.module.dotted(call.func)
    if not dotted or dotted.startswith(("self.", "cls.")):
        return ""
    found = program.function(dotted, one.module)
    if found is None:
        return ""
    module, name = found
    below = Reached(module, name, module.functions[name])
    inner = (node for node in program.nodes(module, name) if isinstance(node, ast.Call))
    return f"{name}()" if any(runs_statement(below, node) for node in inner) else ""


def _bounded(loop: Loop) -> bool:
    """A loop over constants, over chunks, or one that retries: not a loop over data."""
    iterated = loop.iter if isinstance(loop, ast.For | ast.AsyncFor) else loop.generators[0].iter
    target = loop.target if isinstance(loop, ast.For | ast.AsyncFor) else loop.generators[0].target
    if isinstance(target, ast.Name) and any(target.id.startswith(one) for one in CHUNKS):
        return True
    if isinstance(iterated, ast.List | ast.Tuple | ast.Set | ast.Constant | ast.Dict):
        return True
    called = iterated.func if isinstance(iterated, ast.Call) else None
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    constant = isinstance(iterated, ast.Call) and all(
        isinstance(a, ast.Constant) for a in iterated.args
    )
    # a mapping that is walked by its items is a grouping more often than rows
    grouped = name in {"items", "keys", "values"} and isinstance(called, ast.Attribute)
    return (name == "range" and constant) or grouped or name in CHUNKERS


def _body(loop: Loop) -> Iterator[ast.AST]:
    if isinstance(loop, ast.For | ast.AsyncFor):
        for statement in loop.body:
            yield from ast.walk(statement)
        return
    first, *more = loop.generators
    parts: list[ast.AST] = [*first.ifs, *more]
    parts += [loop.key, loop.value] if isinstance(loop, ast.DictComp) else [loop.elt]
    for part in parts:
        yield from ast.walk(part)
