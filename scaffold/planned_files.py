"""The files that a template brings, against those that it brought before and those that are there."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from scaffold import conflict, text
from scaffold.aside import aside
from scaffold.classify import File, change
from scaffold.core import Change, Kind
from scaffold.held import Held, Ledger, Pending, digest
from scaffold.ignored import ignored
from scaffold.part import Part
from scaffold.render import Rendered
from scaffold.template_history import Crossed
from scaffold.tree import Tree, mode_of

LEFT = {Kind.CONFLICT, Kind.COLLISION}


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """A file's place in the new template, where it was before, and what rung last wrote of it."""

    path: str
    source: str
    base: bytes | None
    there: bytes | None


def files(
    now: Tree, before: Ledger, held: Held | None, rendered: Rendered, crossed: Crossed, leave: bool
) -> Part:
    """Every file of the rung; `leave` writes conflicts into the files."""
    known = _known(held)
    owners = {
        path: one.receipt.rung for one in before.rungs if one is not held for path in one.created
    }
    moves = _moves(known, rendered, crossed)
    changes: list[Change] = []
    created: dict[str, bytes] = {}
    pending: dict[str, Pending] = {}
    for path in sorted((rendered.files.keys() | known.keys()) - moves.keys()):
        source = next((old for old, new in moves.items() if new == path), path)
        one = _One(path=path, source=source, base=known.get(source), there=now.read(source))
        made, wanted = _planned(now, one, owners.get(path, ""), rendered, crossed, leave)
        changes += made
        if wanted is not None and (
            source in known or made[0].kind is Kind.CREATE or path in owners
        ):
            if made[0].kind not in LEFT:
                created[path] = wanted
            elif source in known:
                created[path] = known[source]
        if made[0].kind is Kind.CONFLICT and leave and wanted is not None:
            pending[path] = _pending(now, made, one, wanted)
    return Part(changes=tuple(changes), created=created, pending=pending)


def _known(held: Held | None) -> dict[str, bytes]:
    """What was last written of each file: where a conflict was settled since, what the template wanted then."""
    if held is None:
        return {}
    settled = {path: one.theirs for path, one in held.pending.items() if path in held.created}
    return {**held.created, **settled}


def _moves(known: Mapping[str, bytes], rendered: Rendered, crossed: Crossed) -> dict[str, str]:
    """The renames that concern files of this project, old name to new name."""
    return {
        old: new
        for old, new in crossed.renamed.items()
        if old in known and old not in rendered.files and new in rendered.files and new not in known
    }


def _planned(
    now: Tree, one: _One, owner: str, rendered: Rendered, crossed: Crossed, leave: bool
) -> tuple[list[Change], bytes | None]:
    """The file's change first, then what goes with it: the old place, the new text beside it."""
    wanted, executable = rendered.files.get(one.path, (None, False))
    moved = one.source != one.path
    base, there = one.base, one.there
    if moved and there is None:
        moved, there = False, now.read(one.path)
        base = base if there is None or _alike(base, there) else None
    file = File(
        path=one.path,
        base=base,
        there=there,
        wanted=wanted,
        executable=executable,
        owner=owner,
        why=crossed.removed.get(one.path, ""),
        leave=leave,
    )
    made = [change(file)]
    if moved:
        made = _moved(now, one, made[0])
    beside = _beside(now, made[0], wanted) if leave else None
    return ([*made, beside] if beside else made), wanted


def _alike(base: bytes | None, there: bytes) -> bool:
    """Whether the user has moved the file to its new place already: half of it is the same, git's own threshold.

    https://git-scm.com/docs/git-diff (`--find-renames`).
    """
    old, new = (base or b"").splitlines(), there.splitlines()
    return bool(difflib.SequenceMatcher(None, old, new, autojunk=False).ratio() >= 0.5)


def _moved(now: Tree, one: _One, made: Change) -> list[Change]:
    """The text at its new place, and the old place empty."""
    if now.has(one.path):
        note = f"A file of that name is there, so {one.source} cannot move to it."
        there = now.read(one.path)
        return [replace(made, kind=Kind.COLLISION, before=there, after=there, note=note)]
    mode = mode_of(now.root, one.source)
    kind = Kind.UPDATE if made.kind is Kind.SKIP else made.kind
    yours = "" if text.same(one.there, one.base) else ", with your changes"
    gone = Change(
        path=one.source,
        kind=Kind.MOVE,
        before=one.there,
        after=None,
        note=f"It is {one.path} now{yours}.",
    )
    return [replace(made, kind=kind, before=None, mode=mode, was=one.source), gone]


def _beside(now: Tree, made: Change, wanted: bytes | None) -> Change | None:
    """The new text in a file of its own, where no markers could be written."""
    if made.kind is not Kind.CONFLICT or conflict.marked(made.after) or wanted is None:
        return None
    return aside(now, made.path, wanted)


def _pending(now: Tree, made: list[Change], one: _One, wanted: bytes) -> Pending:
    return Pending(
        theirs=wanted,
        ours=one.there,
        left=digest(made[0].after or b""),
        beside=made[-1].path.endswith(conflict.BESIDE),
        private=ignored(now.root, one.path),
    )
