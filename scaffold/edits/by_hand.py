"""What only a person can decide: always told, with the snippet to start from, and never made."""

from scaffold.edits.core import End, Refused
from scaffold.tree import Tree


def edit(tree: Tree, *, where: str, why: str, snippet: str) -> End:
    """`where` says in words which place it is about; no file of the project is read or written for it."""
    return Refused(path=where, why=why, snippet=snippet)
