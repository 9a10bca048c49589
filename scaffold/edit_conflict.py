"""A shared file in which the user and the new template changed the same lines: what an upgrade leaves there."""

from checks.redact import redact
from scaffold import conflict
from scaffold.aside import aside
from scaffold.classify import ASIDE, SETTLE
from scaffold.core import Change, Kind
from scaffold.diff import unified
from scaffold.held import Entry, Pending, digest
from scaffold.tree import Tree


def left_open(
    now: Tree, base: bytes, wanted: bytes, part: Entry
) -> tuple[list[Change], Pending] | None:
    """The file with both texts between markers, or the new text beside it; None where neither can be."""
    path, there = part.path, now.read(part.path) or b""
    left = conflict.merged(base, there, wanted)
    beside = left is None or not conflict.marked(left)
    if beside and part.private:
        return None  # git would not ignore the file beside it
    after = there if beside or left is None else left
    made = [
        Change(
            path=path,
            kind=Kind.CONFLICT,
            before=there,
            after=after,
            note=ASIDE.format(beside=f"{path}{conflict.BESIDE}") if beside else SETTLE,
        )
    ]
    if beside:
        made.append(aside(now, path, wanted))
    return made, Pending(
        theirs=wanted, ours=there, left=digest(after), beside=beside, private=part.private
    )


def left_alone(
    path: str, there: bytes | None, part: Entry, after: bytes | None, why: str
) -> Change:
    """The file as it is, and what a person would have to change in it."""
    wanted = unified(Change(path=path, kind=Kind.EDIT, before=part.after, after=after or b""))
    note = f"{path}: {why}; it is left as it is. What would change:\n{redact(wanted)}"
    return Change(path=path, kind=Kind.CONFLICT, before=there, after=there, note=note)
