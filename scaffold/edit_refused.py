"""The edits of a plan that write nothing: refused ones with the snippet to paste, and those that were there already."""

from scaffold.core import Change, Kind
from scaffold.editing import Tried
from scaffold.edits.core import Hidden, Refused
from scaffold.hidden import hidden
from scaffold.tree import Tree


def told(tried: Tried, shown: set[str], now: Tree) -> list[Change]:
    """What was refused, and the files where everything was there already."""
    out = []
    refused: dict[str, list[str]] = {}
    for _, end in tried.ends:
        there = now.read(end.path) if now.has(end.path) else None
        if isinstance(end, Refused):
            refused.setdefault(end.path, []).append(end.note)
        elif isinstance(end, Hidden):
            out.append(hidden(end))
        elif end.path not in shown:
            shown.add(end.path)
            note = "The project has it already."
            out.append(Change(path=end.path, kind=Kind.SKIP, before=there, after=there, note=note))
    for path, notes in refused.items():
        there = now.read(path) if now.has(path) else None
        note = _told_once(notes)
        out.append(Change(path=path, kind=Kind.REFUSED, before=there, after=there, note=note))
    return out


def _told_once(notes: list[str]) -> str:
    """What is refused in one file: a reason, the snippets that it keeps from their place, the next reason."""
    snippets: dict[str, list[str]] = {}
    for note in notes:
        reason, _, snippet = note.partition("\n")
        lines = snippets.setdefault(reason, [])
        lines += [one for one in snippet.splitlines() if one not in lines]
    return "\n".join("\n".join([reason, *lines]) for reason, lines in snippets.items())
