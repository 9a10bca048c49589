"""Another function in place of the one that is called: `psycopg.connect(...)` becomes `db_pool.connect(...)`."""

import ast
from collections.abc import Sequence

from scaffold.edits.core import Already, End, Refused
from scaffold.python_calls import calls
from scaffold.python_source import Source, edited, same, spliced
from scaffold.tree import Tree


def edit(tree: Tree, *, file: str, call: str, by: str, inside: Sequence[str] = ()) -> End:
    """Calls only, resolved through the imports; a name that is also bound otherwise in the file refuses the edit."""
    snippet = f"# in {file}: call {by}(...) where it calls {call}(...)"

    def change(source: Source) -> str | Already | Refused:
        found = calls(source.module, call, inside)
        if found.unsure:
            names = ", ".join(found.unsure)
            return Refused(
                path=file, why=f"{file} binds {names} in more than one way.", snippet=snippet
            )
        if not found.sure:
            if _calls_as_written(source.module, by):
                return Already(path=file)
            return Refused(path=file, why=f"Nothing in {file} calls {call}.", snippet=snippet)
        splices = [(source.start(one.func), source.end(one.func), by) for one in found.sure]
        after = spliced(source.body, splices)
        for one in found.sure:
            one.func = _expression(by)
        if not same(after, source.module):
            return Refused(path=file, why=f"The calls in {file} are not plain.", snippet=snippet)
        return after

    return edited(tree, file, snippet, change)


def _expression(dotted: str) -> ast.expr:
    return ast.parse(dotted, mode="eval").body


def _calls_as_written(module: ast.Module, by: str) -> bool:
    wanted = ast.dump(_expression(by))
    return any(
        isinstance(one, ast.Call) and ast.dump(one.func) == wanted for one in ast.walk(module)
    )
