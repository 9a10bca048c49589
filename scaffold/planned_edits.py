"""The structured edits of a rung in the user's own files, each at its place among the edits of the other rungs.

The edits of several rungs lie upon each other in the order of the ladder, whichever was built first: so two
independent rungs leave the same files in either order. Where a rung's edits cannot go below those of another (they
need what the other wrote, or the user has changed the lines between), they go on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain as joined

from playbooks.pages import rungs
from scaffold.core import Change, Kind
from scaffold.edit_conflict import left_alone, left_open
from scaffold.edit_refused import told
from scaffold.editing import Tried, attempt
from scaffold.edits.core import Already, Edit, Edited, Hidden, Refused, run
from scaffold.held import Entry, Held, Ledger, Pending
from scaffold.ignored import ignored
from scaffold.part import Part
from scaffold.restack import Stuck, onto, restack, stacked
from scaffold.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What the edits of one rung are planned on."""

    now: Tree
    before: Ledger
    held: Held | None
    rung: str
    leave: bool
    on_top: frozenset[str] = field(default_factory=frozenset)
    """The files in which the rung's edits go above all others."""

    @property
    def mine(self) -> dict[str, Entry]:
        """The files that the rung edited before."""
        return {one.path: one for one in self.before.of(self.rung)}

    @property
    def waited(self) -> dict[str, Pending]:
        """The edited files in which a conflict was left, and is settled now."""
        every = self.held.pending.items() if self.held else ()
        return {path: one for path, one in every if path in self.mine}

    def above(self, path: str) -> Entry | None:
        """The entry that the rung's new edits of this file go below, None where they go on top."""
        if path in self.on_top or path in self.mine or self.now.read(path) is None:
            return None
        here = _order(self.rung)
        return next((one for one in self.before.chain(path) if _order(one.rung) > here), None)


def _order(rung: str) -> tuple[int, str]:
    """The ladder's order; a rung that it does not know comes last."""
    known = [one.name for one in rungs()]
    return (known.index(rung) if rung in known else len(known), rung)


def edits(
    now: Tree, before: Ledger, held: Held | None, rung: str, wanted: Sequence[Edit], leave: bool
) -> Part:
    """Every edit of the rung tried, and each file as it would be; `leave` writes conflicts into the files."""
    scene = _Scene(now=now, before=before, held=held, rung=rung, leave=leave)
    if held is not None and tuple(wanted) == held.edits and not scene.waited:
        changes = tuple(_standing(now, path) for path in scene.mine)
        return Part(changes=changes, entries=before.entries, edits=held.edits)
    while True:
        tried, pasted = _tried(scene, wanted)
        refused = (end.path for _, end in tried.ends if isinstance(end, Refused))
        lower = {path for path in refused if scene.now.has(path) and scene.above(path)}
        try:
            if not lower:
                return _part(scene, wanted, tried, pasted)
        except _Blocked as blocked:
            lower = {blocked.path}
        scene = replace(scene, on_top=scene.on_top | lower)


class _Blocked(Exception):
    """The edits of this file cannot go below those of another rung."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def _standing(now: Tree, path: str) -> Change:
    """A file whose edits are on record: what the user did to them since stays."""
    there = now.read(path)
    kind = Kind.SKIP if there is not None else Kind.USER_DELETED
    return Change(path=path, kind=kind, before=there, after=there)


def _tried(scene: _Scene, wanted: Sequence[Edit]) -> tuple[Tried, list[Edit]]:
    """The edits tried, each file at the rung's own place in its history; and those that the user has made already."""
    others = [one for one in scene.before.entries if one.rung != scene.rung]
    theirs = list(joined.from_iterable(one.edits for one in others))
    known = list(joined.from_iterable(one.edits for one in scene.mine.values()))
    without = _without_mine(scene)
    pasted = [
        one
        for one in wanted
        if one not in known and one not in theirs and _has(scene, one, without)
    ]
    places: dict[str, bytes | None] = {path: one.before for path, one in scene.mine.items()}
    for path in {one.path for one in others}:
        above = scene.above(path)
        if above is not None:
            places[path] = above.before
    base = Tree(root=scene.now.root, changed={**scene.now.changed, **places})
    return attempt(base, [one for one in wanted if one not in pasted]), pasted


def _without_mine(scene: _Scene) -> Tree:
    """The files without what the rung wrote in them before, where that can be told apart from the user's text."""
    tree = scene.now
    for path, entry in scene.mine.items():
        there = scene.now.read(path)
        try:
            before = restack(scene.now, scene.before.chain(path), entry, entry.before, there)[0]
        except Stuck:
            continue
        tree = tree.with_(path, before)
    return tree


def _has(scene: _Scene, edit: Edit, without: Tree) -> bool:
    """Whether the user has it already; in a file that a conflict was settled in, the edit is rung's all the same."""
    end = run(edit, without)
    there = isinstance(end, Already) and not isinstance(end, Hidden)
    return there and end.path not in scene.waited


def _part(scene: _Scene, wanted: Sequence[Edit], tried: Tried, pasted: list[Edit]) -> Part:
    changes: list[Change] = []
    pending: dict[str, Pending] = {}
    entries = list(scene.before.entries)
    for path in dict.fromkeys((*scene.mine, *tried.paths)):
        made, entries = _file(scene, entries, path, tried, pending)
        changes += made
    _effective(scene, tried, changes)
    open_ = [one.path for one in changes if one.kind is Kind.CONFLICT]
    changes += told(tried, {one.path for one in changes}, scene.now)
    fresh = [one for path in open_ for one in tried.made(path)]
    kept = [one for path in open_ if path in scene.mine for one in scene.mine[path].edits]
    recorded = [one for one in wanted if (one in pasted or one in tried.held) and one not in fresh]
    recorded += [one for one in kept if one not in recorded]
    return Part(
        changes=tuple(changes), pending=pending, entries=tuple(entries), edits=tuple(recorded)
    )


def _file(
    scene: _Scene, entries: list[Entry], path: str, tried: Tried, pending: dict[str, Pending]
) -> tuple[list[Change], list[Entry]]:
    """The file's change (and what stands beside it), and the ledger's entries with it."""
    there, after = scene.now.read(path), tried.tree.read(path)
    if there is None and path in scene.mine:
        return [Change(path=path, kind=Kind.USER_DELETED, before=None, after=None)], entries
    part, chain = _placed(scene, entries, path)
    settled = scene.waited.get(path)
    try:
        stack = stacked(scene.now, chain, part, after)
    except Stuck as why:
        _stay_below(scene, path)
        return [left_alone(path, there, part, after, str(why))], entries
    base = settled.theirs if settled else stack.old
    try:
        final = after if there is None else onto(path, base, there, stack.top)
    except Stuck as why:
        _stay_below(scene, path)
        if scene.leave and there is not None:
            found = left_open(scene.now, base, stack.top or b"", part)
            if found is not None:
                made, pending[path] = found
                return made, entries
        return [left_alone(path, there, part, after, str(why))], entries
    kind = Kind.CREATE if there is None else Kind.SKIP if final == there else Kind.EDIT
    new = replace(part, edits=tried.made(path), after=after or b"")
    made_ = Change(path=path, kind=kind, before=there, after=final, note=tried.notes(path))
    return [made_], _woven(entries, new, stack.later, scene.above(path))


def _stay_below(scene: _Scene, path: str) -> None:
    if path not in scene.mine:
        raise _Blocked(path) from None


def _placed(scene: _Scene, entries: list[Entry], path: str) -> tuple[Entry, list[Entry]]:
    """The rung's part of the file's history, an empty one where it has none yet, and the history with it."""
    chain = [one for one in entries if one.path == path]
    if path in scene.mine:
        return scene.mine[path], chain
    above = scene.above(path)
    before = scene.now.read(path) if above is None else above.before
    part = Entry(
        number=max((one.number for one in entries), default=0) + 1,
        rung=scene.rung,
        path=path,
        edits=(),
        before=before,
        after=before or b"",
        private=ignored(scene.now.root, path),
    )
    if above is None:
        return part, [*chain, part]
    at = chain.index(above)
    return part, [*chain[:at], part, replace(above, before=before or b""), *chain[at + 1 :]]


def _woven(
    entries: list[Entry], new: Entry, later: Sequence[Entry], above: Entry | None
) -> list[Entry]:
    fresh = {one.number: one for one in (new, *later)}
    if all(one.number != new.number for one in entries):
        at = entries.index(above) if above else len(entries)
        entries = [*entries[:at], new, *entries[at:]]
    return [fresh.get(one.number, one) for one in entries]


def _effective(scene: _Scene, tried: Tried, changes: Sequence[Change]) -> None:
    """What was there already below another rung must be there at the end too: the user may have taken it out since."""
    end = scene.now
    for one in changes:
        end = end.with_(one.path, one.after)
    for edit, was in tried.ends:
        if (
            isinstance(was, Already)
            and scene.above(was.path)
            and isinstance(run(edit, end), Edited)
        ):
            raise _Blocked(was.path)
