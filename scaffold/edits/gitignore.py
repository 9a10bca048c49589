"""One line in `.gitignore`; an existing line of the same pattern is enough."""

from scaffold import text
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.tree import Tree

FILE = ".gitignore"


def edit(tree: Tree, *, line: str) -> End:
    """The file is made where there is none."""
    content = tree.read(FILE)
    if content is None:
        return Edited(path=FILE, content=f"{line}\n".encode())
    try:
        written = text.read(content)
    except ValueError:
        return Refused(path=FILE, why=f"{FILE} is not UTF-8.", snippet=line)
    if line.strip("/ ") in {one.strip().strip("/") for one in written.body.split("\n")}:
        return Already(path=FILE)
    return Edited(path=FILE, content=written.bytes(text.appended(written.body, line)))
