"""A template's edits tried on a tree: what each file would become, and what was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scaffold.edits.core import Already, Edit, Edited, End, Refused, run
from scaffold.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Each edit with its end, in order, and the tree with all of them made."""

    ends: tuple[tuple[Edit, End], ...]
    tree: Tree

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that were edited, each once."""
        return tuple(dict.fromkeys(end.path for _, end in self.ends if isinstance(end, Edited)))

    def made(self, path: str) -> tuple[Edit, ...]:
        """The edits that were made in this file."""
        ends = self.ends
        return tuple(edit for edit, end in ends if isinstance(end, Edited) and end.path == path)

    @property
    def held(self) -> tuple[Edit, ...]:
        """The edits whose effect is there now, by rung or by the project itself."""
        return tuple(edit for edit, end in self.ends if isinstance(end, Edited | Already))

    def notes(self, path: str) -> str:
        """What the edits of a file say."""
        said = (end.note for _, end in self.ends if isinstance(end, Edited) and end.path == path)
        return "\n".join(dict.fromkeys(one for one in said if one))


def attempt(tree: Tree, edits: Sequence[Edit]) -> Tried:
    """Try every edit, each on the result of the one before; edits that hold together are all made, or none is."""
    broken: dict[str, Refused] = {}
    while True:
        tried = _attempt(tree, edits, broken)
        refused = {
            edit.together: end
            for edit, end in reversed(tried.ends)
            if isinstance(end, Refused) and edit.together and edit.together not in broken
        }
        if not refused:
            return tried
        broken |= refused


def _attempt(tree: Tree, edits: Sequence[Edit], broken: Mapping[str, Refused]) -> Tried:
    ends: list[tuple[Edit, End]] = []
    for edit in edits:
        end = run(edit, tree)
        if isinstance(end, Edited) and edit.together in broken:
            end = _with(end, broken[edit.together])
        elif isinstance(end, Edited):
            tree = tree.with_(end.path, end.content)
        ends.append((edit, end))
    return Tried(ends=tuple(ends), tree=tree)


def _with(end: Edited, refused: Refused) -> Refused:
    """An edit that could be made, but not without the one that was refused."""
    why = f"It is of no use without the edit of {refused.path} that you have to make first."
    if end.path == refused.path:
        why = refused.why
    return Refused(path=end.path, why=why, snippet=end.snippet)
