"""Statements after the one that assigns a name: `instrument(app)` after `app = FastAPI(...)`."""

import ast
import textwrap

from scaffold import text
from scaffold.edits.core import Already, End, Refused
from scaffold.python_source import Function, Source, bodies, edited, only_added
from scaffold.tree import Tree


def edit(tree: Tree, *, file: str, assigned: str, line: str) -> End:
    """At the place and indentation of the only assignment at module level, else the only one inside a function."""
    lines = textwrap.dedent(line).strip("\n")
    wanted = ast.parse(lines).body

    def change(source: Source) -> str | Already | Refused:
        snippet = f"# in {file}, after the line that makes {assigned}\n{lines}"
        places = _assignments(source.module.body, assigned)
        if not places:
            inner = (one for one in ast.walk(source.module) if isinstance(one, Function))
            places = [found for one in inner for found in _assignments(one.body, assigned)]
        if len(places) != 1:
            why = (
                f"{file} assigns {assigned} {len(places)} times"
                if places
                else f"Nothing assigns {assigned}"
            )
            return Refused(path=file, why=f"{why}: no one place to go on from.", snippet=snippet)
        if _there(source.module, places[0], wanted):
            return Already(path=file)
        block = text.indented(lines, source.indentation(places[0].lineno))
        after = text.after_line(source.body, source.end(places[0]), block)
        shares = source.body[source.starts[places[0].lineno - 1] : source.start(places[0])].strip()
        if shares or not only_added(after, source.module, wanted):
            return Refused(path=file, why="Other code stands on the same line.", snippet=snippet)
        return after

    return edited(tree, file, f"# in {file}\n{lines}", change)


def _assignments(body: list[ast.stmt], name: str) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    for node in body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        if any(ast.unparse(one) == name for one in targets):
            found.append(node)
    return found


def _there(module: ast.Module, place: ast.stmt, wanted: list[ast.stmt]) -> bool:
    for body in bodies(module):
        if place in body:
            later = [ast.dump(one) for one in body[body.index(place) + 1 :]]
            return all(ast.dump(one) in later for one in wanted)
    return False
