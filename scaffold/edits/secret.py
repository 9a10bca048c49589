"""One generated value in `.env`, for a service and those who talk to it; see scaffold/secret.py for how it is made.

Nothing of it is in a plan but its name. Only a file that git does not track may hold it.
"""

import posixpath

from checks.core import Problem
from scaffold.edits.core import Already, End, Hidden, Refused
from scaffold.ignored import tracked
from scaffold.secret import said
from scaffold.tree import Tree

FILE = ".env"


def edit(tree: Tree, *, name: str, beside: str = "") -> End:
    """In the `.env` beside this file (the compose file, whose folder Compose reads it from), else at the root.

    Raises:
        Problem: git tracks the file (4).
    """
    path = place(beside)
    snippet = f"# in {path}, which git must not track\n{name}=<a long random value>"
    try:
        if said(tree.read(path), name):
            return Already(path=f"{path} ({name})")
    except UnicodeDecodeError:
        return Refused(path=path, why=f"{path} is not UTF-8.", snippet=snippet)
    if tracked(tree.root, path):
        raise Problem(
            f"git tracks {path}: a generated secret in it would be committed.",
            f"git rm --cached {path}, add it to .gitignore, commit that, then run this again.",
            4,
        )
    note = (
        f"{name} is generated (192 random bits) when this is applied; its value is shown nowhere."
    )
    return Hidden(path=path, name=name, note=note)


def place(beside: str) -> str:
    """The `.env` in the folder of this file."""
    return posixpath.join(posixpath.dirname(beside), FILE)
