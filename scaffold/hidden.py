"""A plan's word of a secret: which variable of which file, never a content."""

from collections.abc import Sequence

from scaffold.core import Change, Kind
from scaffold.edits.core import Edit, Hidden
from scaffold.edits.secret import place


def hidden(end: Hidden) -> Change:
    """The change that generates it."""
    return Change(
        path=end.path, kind=Kind.SECRET, before=None, after=None, note=end.note, secret=end.name
    )


def going(edits: Sequence[Edit], others: Sequence[Edit]) -> tuple[Change, ...]:
    """The changes that take out what a rung generated, but for what another rung uses too."""
    kept = [one.arguments for one in others if one.operation == "secret"]
    mine = [one.arguments for one in edits if one.operation == "secret"]
    return tuple(
        Change(
            path=place(str(one.get("beside", ""))),
            kind=Kind.SECRET,
            before=None,
            after=None,
            secret=str(one["name"]),
            note=f"{one['name']} goes if it still has the value that was generated for it.",
        )
        for one in mine
        if one not in kept
    )
