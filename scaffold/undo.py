"""Takes a rung out again: its files, its part of the user's files, its word in the ledger; nothing of the user's."""

from dataclasses import replace
from pathlib import Path

from checks.core import Problem
from scaffold import conflict, ledger, unsettled
from scaffold.classify import File, change
from scaffold.core import Change, Kind, Plan, Step, Verb
from scaffold.editing import Tried, attempt
from scaffold.edits.core import Already, Edit, Edited, run
from scaffold.held import Entry, Held, Ledger, digest
from scaffold.hidden import going
from scaffold.ignored import ignored
from scaffold.journal import recover
from scaffold.restack import Stuck, replayed, restack
from scaffold.tree import Tree

NEEDED = 4
CONFLICT = 3


def plan(root: Path, rung: str) -> Plan:
    """The plan that takes this rung out; what the user changed since stays.

    Raises:
        Problem: the project does not hold the rung, or its ledger is damaged (2); a conflict that an upgrade left has
            been worked on and is not settled (3); another rung needs it (4).
    """
    root = root.resolve()
    said = recover(root)
    before = ledger.read(root)
    held = before.rung(rung)
    if held is None:
        there = ", ".join(before.held) or "none"
        raise Problem(f"{rung} is not built here.", f"Built here: {there}.")
    _not_needed(before, rung)
    now, asides = _as_before_the_conflict(Tree(root=root), before, held)
    others = tuple(one for one in before.rungs if one is not held)
    changes = [_file(now, path, held, others) for path in held.created]
    entries = [one for one in before.entries if one.rung != rung]
    changes += going(held.edits, [edit for one in others for edit in one.edits])
    for entry in before.of(rung):
        one, entries = _edit(now, before, entry, entries)
        changes.append(one)
    try:
        changes, entries = _handed_over(now, others, changes, entries)
    except Stuck as why:
        raise Problem(f"{rung} cannot be taken out: {why}.", "Undo that rung first.", 3) from None
    after = Ledger(rungs=tuple(_heirs(held, others)), entries=tuple(entries))
    return Plan(
        root=root,
        step=Step(rung=rung, answers=held.receipt.answers),
        changes=(*(_on_disk(one, now) for one in changes), *asides),
        notes=(said,) if said else (),
        verb=Verb.UNDO,
        records=ledger.changes(root, before, after),
    )


def _not_needed(before: Ledger, rung: str) -> None:
    upon = [one.receipt.rung for one in before.rungs if rung in one.needs]
    if upon:
        raise Problem(
            f"{' and '.join(upon)} {'needs' if len(upon) == 1 else 'need'} {rung}.",
            f"Undo {upon[-1]} first: rung undo {upon[-1]}",
            NEEDED,
        )


def _as_before_the_conflict(
    disk: Tree, before: Ledger, held: Held
) -> tuple[Tree, tuple[Change, ...]]:
    """The files with the user's text in place of the markers that an upgrade left, where nobody has touched them."""
    rung, back, asides = held.receipt.rung, {}, []
    for path, one in held.pending.items():
        there = disk.read(path)
        beside = f"{path}{conflict.BESIDE}"
        untouched = there is not None and one.ours is not None and digest(there) == one.left
        if not untouched or (one.beside and disk.read(beside) != one.theirs):
            raise Problem(
                f"{path} has a conflict of an upgrade that is not finished.",
                f"Settle it, run `rung upgrade {rung}`, then undo.",
                CONFLICT,
            )
        back[path] = one.ours
        if one.beside:
            asides.append(Change(path=beside, kind=Kind.DELETE, before=one.theirs, after=None))
    mine = {*held.created, *(one.path for one in before.of(rung))}
    for other in before.rungs:
        for path in unsettled.waiting(disk, other, before.of(other.receipt.rung)):
            if other is not held and path in mine:
                raise Problem(f"{path} has a conflict that is not settled.", unsettled.FOREIGN, 3)
    return Tree(root=disk.root, changed=back), tuple(asides)


def _on_disk(one: Change, now: Tree) -> Change:
    """The change from what is really there: a file with untouched markers gets the user's text back."""
    if one.path not in now.changed:
        return one
    there = Tree(root=now.root).read(one.path)
    if one.kind is Kind.KEEP_MODIFIED:
        note = "It is as it was before the upgrade that left markers in it: yours."
        return replace(one, kind=Kind.UPDATE, before=there, note=note)
    return replace(one, before=there)


def _file(now: Tree, path: str, held: Held, others: tuple[Held, ...]) -> Change:
    owner = next((one.receipt.rung for one in others if path in one.created), "")
    there = now.read(path)
    return change(File(path=path, base=held.created[path], there=there, wanted=None, owner=owner))


def _edit(
    now: Tree, before: Ledger, entry: Entry, entries: list[Entry]
) -> tuple[Change, list[Entry]]:
    there = now.read(entry.path)
    try:
        final, later = restack(now, before.chain(entry.path), entry, entry.before, there)
    except Stuck as why:
        note = f"{entry.path}: {why}; it is left as it is."
        return Change(
            path=entry.path, kind=Kind.CONFLICT, before=there, after=there, note=note
        ), entries
    fresh = {one.number: one for one in later}
    entries = [fresh.get(one.number, one) for one in entries]
    if there is None:
        kind, note = Kind.USER_DELETED, "You deleted it already."
    elif final == there:
        kind, note = Kind.SKIP, "Nothing of it is left here."
    else:
        kind, note = (Kind.DELETE if final is None else Kind.EDIT), ""
    return Change(path=entry.path, kind=kind, before=there, after=final, note=note), entries


def _handed_over(
    now: Tree, others: tuple[Held, ...], changes: list[Change], entries: list[Entry]
) -> tuple[list[Change], list[Entry]]:
    """What another rung found already there because of this one is made for that rung now."""
    root = now.root
    then = Tree(root=root, changed={one.path: one.after for one in changes})
    for other in others:
        rung = other.receipt.rung
        made = [one for entry in entries if entry.rung == rung for one in entry.edits]
        lost = [one for one in other.edits if one not in made and _lost(one, now, then)]
        tried = attempt(then, lost)
        for path in tried.paths:
            mine = next((one for one in entries if one.rung == rung and one.path == path), None)
            if mine is None:
                content = tried.tree.read(path)
                entries = [
                    *entries,
                    _new(root, rung, path, then.read(path), content, tried, entries),
                ]
            else:
                edits = [one for one in other.edits if one in (*mine.edits, *tried.made(path))]
                content, entries = _more(then, entries, mine, edits)
            then = then.with_(path, content)
            changes = [replace(one, after=content) if one.path == path else one for one in changes]
    return [_settled(one) for one in changes], entries


def _new(
    root: Path,
    rung: str,
    path: str,
    before: bytes | None,
    after: bytes | None,
    tried: Tried,
    entries: list[Entry],
) -> Entry:
    number = max((one.number for one in entries), default=0) + 1
    edits = tried.made(path)
    return Entry(
        number=number,
        rung=rung,
        path=path,
        edits=edits,
        before=before,
        after=after or b"",
        private=ignored(root, path),
    )


def _more(
    then: Tree, entries: list[Entry], mine: Entry, edits: list[Edit]
) -> tuple[bytes | None, list[Entry]]:
    """The rung's part of the file with more edits in it."""
    after = replayed(then, mine.path, mine.before, edits, mine.rung)
    chain = [one for one in entries if one.path == mine.path]
    final, later = restack(then, chain, mine, after, then.read(mine.path))
    fresh = {one.number: one for one in later}
    fresh[mine.number] = replace(mine, edits=tuple(edits), after=after or b"")
    return final, [fresh.get(one.number, one) for one in entries]


def _lost(edit: Edit, now: Tree, then: Tree) -> bool:
    return isinstance(run(edit, now), Already) and isinstance(run(edit, then), Edited)


def _settled(one: Change) -> Change:
    """The kind of a change that ended up as something else than it set out to be."""
    if one.kind not in {Kind.EDIT, Kind.DELETE, Kind.SKIP}:
        return one
    if one.before == one.after:
        return replace(one, kind=Kind.SKIP)
    return replace(one, kind=Kind.DELETE if one.after is None else Kind.EDIT)


def _heirs(held: Held, others: tuple[Held, ...]) -> list[Held]:
    """The other rungs; a folder of this rung goes to the first that has a file in it."""
    out = list(others)
    for folder in held.folders:
        for number, one in enumerate(out):
            if any(path.startswith(f"{folder}/") for path in one.created):
                out[number] = replace(one, folders=(*one.folders, folder))
                break
    return out
