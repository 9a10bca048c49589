"""One decorator directly above a `def`, below (inside) the decorators that are there."""

import ast

from scaffold import text
from scaffold.edits.core import Already, End, Refused
from scaffold.python_source import Source, edited, functions, same
from scaffold.tree import Tree


def edit(tree: Tree, *, file: str, function: str, decorator: str) -> End:
    """Refused where the name is not there or is there more than once."""
    written = decorator.strip().removeprefix("@")
    snippet = f"# in {file}, directly above `def {function.rpartition('.')[2]}`\n@{written}"

    def change(source: Source) -> str | Already | Refused:
        found = functions(source.module, function)
        if len(found) != 1:
            why = f"{file} has {len(found) or 'no'} function{'s' * bool(found)} named {function}."
            return Refused(path=file, why=why, snippet=snippet)
        node, wanted = found[0], ast.parse(written, mode="eval").body
        if any(ast.dump(one) == ast.dump(wanted) for one in node.decorator_list):
            return Already(path=file)
        block = source.indentation(node.lineno) + "@" + written
        after = text.before_line(source.body, source.start(node), block)
        node.decorator_list.append(wanted)
        if not same(after, source.module):
            return Refused(path=file, why=f"`{function}` shares its line.", snippet=snippet)
        return after

    return edited(tree, file, snippet, change)
