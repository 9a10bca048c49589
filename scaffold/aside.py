"""The new text in a file of its own beside the user's, where no markers can be written into it."""

from scaffold.conflict import BESIDE
from scaffold.core import Change, Kind
from scaffold.tree import Tree


def aside(now: Tree, path: str, wanted: bytes) -> Change:
    """The file to create beside `path`; a file of that name that says something else is left alone."""
    beside = f"{path}{BESIDE}"
    there = now.read(beside)
    if there not in (None, wanted):
        note = "A file of that name is there and is left alone."
        return Change(path=beside, kind=Kind.COLLISION, before=there, after=there, note=note)
    return Change(path=beside, kind=Kind.CREATE, before=there, after=wanted)
