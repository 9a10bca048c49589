"""What a request handler reaches: itself and the functions that it calls, a few steps deep."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from checks.probes.repo.python.source import Function, Module, Program

DEPTH = 3
"""Steps from the handler. Two steps decide most cases; the third carries dependency -> factory -> connect."""
MOST_FUNCTIONS = 60


@dataclass(frozen=True, slots=True)
class Reached:
    """One function on the way of a request."""

    module: Module
    name: str
    node: Function


def reach(program: Program, module: Module, name: str) -> tuple[Reached, ...]:
    """The function and what it calls, nearest first, each once."""
    found: dict[tuple[str, str], Reached] = {}
    front = [(module, name)]
    for _ in range(DEPTH + 1):
        nearer, front = front, []
        for home, qualified in nearer:
            key = (home.path, qualified)
            if key in found or qualified not in home.functions or len(found) >= MOST_FUNCTIONS:
                continue
            found[key] = Reached(home, qualified, home.functions[qualified])
            front.extend(_called(program, found[key]))
    return tuple(found.values())


def _called(program: Program, one: Reached) -> Iterator[tuple[Module, str]]:
    for node in program.nodes(one.module, one.name):
        if isinstance(node, ast.Call):
            target = _target(program, one, node.func)
            if target:
                yield target
            if one.module.dotted(node.func).rpartition(".")[2] in {"Depends", "Security"}:
                yield from _dependency(program, one.module, node)
    yield from _annotated(program, one)


def _target(program: Program, one: Reached, called: ast.expr) -> tuple[Module, str] | None:
    dotted = one.module.dotted(called)
    if not dotted:
        return None
    if dotted.startswith(("self.", "cls.")):
        method = f"{one.name.rpartition('.')[0]}.{dotted.partition('.')[2]}"
        return (one.module, method) if method in one.module.functions else None
    return program.function(dotted, one.module)


def _dependency(program: Program, module: Module, call: ast.Call) -> Iterator[tuple[Module, str]]:
    given = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "dependency")]
    for node in given:
        target = program.function(module.dotted(node), module)
        if target:
            yield target


def _annotated(program: Program, one: Reached) -> Iterator[tuple[Module, str]]:
    """`SessionDep = Annotated[Session, Depends(get_db)]`, used as the annotation of a parameter."""
    arguments = one.node.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if not isinstance(argument.annotation, ast.Name | ast.Attribute):
            continue
        found = program.value(one.module.dotted(argument.annotation), one.module)
        if found is None:
            continue
        module, value = found
        for node in ast.walk(value):
            if isinstance(node, ast.Call) and module.dotted(node.func).endswith("Depends"):
                yield from _dependency(program, module, node)
