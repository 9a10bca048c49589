"""One rung's part of a shared file replaced, while what later rungs and the user did to the file stays.

A file's history is a chain: before and after each rung's edits, and the user's changes in between. The part of one
rung is replaced in its own place, the edits of the later rungs are made again on top, and each of the user's changes
is carried over by a three-way merge. So a rung comes out byte for byte, in any order, or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scaffold import merge
from scaffold.edits.core import Edit, Edited, Refused, run
from scaffold.held import Entry
from scaffold.tree import Tree


class Stuck(Exception):
    """Why a part cannot be replaced without touching what is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A file's history with one part replaced: its last text as it was and as it is, and the later entries."""

    old: bytes
    top: bytes | None
    later: tuple[Entry, ...]


def stacked(tree: Tree, chain: Sequence[Entry], part: Entry, after: bytes | None) -> Stack:
    """The history with `after` in place of `part.after`; what the user has there now is not looked at.

    Stuck where the user has changed the very lines between two rungs, or a later edit no longer has its place.
    """
    text, previous = after, part.after
    later = []
    for entry in chain[chain.index(part) + 1 :]:
        before = onto(part.path, previous, entry.before, text)
        text = replayed(tree, entry.path, before, entry.edits, entry.rung)
        later.append(replace(entry, before=before, after=text or b""))
        previous = entry.after
    return Stack(old=previous, top=text, later=tuple(later))


def restack(
    tree: Tree, chain: Sequence[Entry], part: Entry, after: bytes | None, now: bytes | None
) -> tuple[bytes | None, tuple[Entry, ...]]:
    """The file with `after` in place of `part.after`, and the later entries as they then are.

    Stuck as in `stacked`, and where the user has changed the lines since.
    """
    stack = stacked(tree, chain, part, after)
    return onto(part.path, stack.old, now, stack.top), stack.later


def replayed(
    tree: Tree, path: str, content: bytes | None, edits: Sequence[Edit], rung: str
) -> bytes | None:
    """The edits made again on another state of the file. Stuck where one is refused."""
    tree = tree.with_(path, content)
    for edit in edits:
        end = run(edit, tree)
        if isinstance(end, Refused):
            raise Stuck(f"{rung} builds upon it there ({edit}): undo {rung} first")
        if isinstance(end, Edited) and end.path == path:
            tree = tree.with_(path, end.content)
    return tree.read(path)


def onto(path: str, base: bytes, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """What changed from `base` to `theirs`, in `ours`. Stuck where the user has changed the same lines."""
    if ours is None:
        return None
    merged = merge.onto(path, base, ours, theirs or b"")
    if merged is None:
        raise Stuck(f"the lines that rung wrote in {path} were changed since")
    return None if theirs is None and not merged else merged
