"""Everything that a rung would write, worked out before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from checks.core import Looks, Problem
from checks.version import VERSION
from scaffold import ledger, questions
from scaffold.classify import File, change
from scaffold.core import Change, Kind, Plan, Receipt, Step
from scaffold.editing import Tried, attempt
from scaffold.edits.core import Already, Edit, Refused, run
from scaffold.ignored import ignored
from scaffold.journal import recover
from scaffold.ledger import Entry, Held, Ledger
from scaffold.render import Rendered, render
from scaffold.restack import Stuck, restack
from scaffold.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a plan says of some files, and what the ledger would say of them."""

    changes: tuple[Change, ...]
    created: Mapping[str, bytes] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    edits: tuple[Edit, ...] = ()


def make(root: Path, step: Step, looks: Looks, *, templates: Path | None = None) -> Plan:
    """The plan that builds a rung into the project at `root`; it writes nothing.

    Raises:
        Problem: no such folder or template, an answer that does not fit (2), a link that leads out (4).
    """
    if not root.is_dir():
        raise Problem(f"{root} is not a folder.", "Give the folder of the project.")
    root = root.resolve()
    said = recover(root)
    answers = questions.answered(step.rung, step.answers, looks, templates)
    answers = {key: value for key, value in answers.items() if value is not None}
    template = questions.folder(step.rung, templates)
    rendered = render(template, answers, questions.keys(step.rung, templates))
    before = ledger.read(root)
    held = before.rung(step.rung)
    files = _files(root, before, held, step.rung, rendered)
    edits = _edits(root, before, held, step.rung, rendered.edits, files.changes)
    after = _after(root, before, held, step, rendered, files, edits, templates)
    return Plan(
        root=root,
        step=step,
        changes=(*files.changes, *edits.changes),
        commands=rendered.commands,
        notes=(said,) if said else (),
        records=ledger.changes(root, before, after),
    )


def _files(root: Path, before: Ledger, held: Held | None, rung: str, rendered: Rendered) -> Part:
    known = held.created if held else {}
    owners = {
        path: one.receipt.rung for one in before.rungs if one is not held for path in one.created
    }
    changes, created = [], {}
    for path in sorted(rendered.files.keys() | known.keys()):
        wanted, executable = rendered.files.get(path, (None, False))
        one = change(
            File(
                path=path,
                base=known.get(path),
                there=Tree(root=root).read(path),
                wanted=wanted,
                executable=executable,
                owner=owners.get(path, ""),
            )
        )
        changes.append(one)
        if wanted is not None and (path in known or one.kind is Kind.CREATE or path in owners):
            kept = one.kind in {Kind.CONFLICT, Kind.COLLISION}
            if not kept:
                created[path] = wanted
            elif path in known:
                created[path] = known[path]
    return Part(changes=tuple(changes), created=created)


def _edits(
    root: Path,
    before: Ledger,
    held: Held | None,
    rung: str,
    wanted: Sequence[Edit],
    files: Sequence[Change],
) -> Part:
    now = Tree(root=root, changed={one.path: one.after for one in files if one.before != one.after})
    mine = {one.path: one for one in before.of(rung)}
    if held is not None and tuple(wanted) == held.edits:
        changes = tuple(_standing(now, path) for path in mine)
        return Part(changes=changes, entries=before.entries, edits=held.edits)
    known = [one for entry in mine.values() for one in entry.edits]
    pasted = [
        one for one in wanted if held and one not in known and isinstance(run(one, now), Already)
    ]
    base = Tree(
        root=root, changed={**now.changed, **{path: one.before for path, one in mine.items()}}
    )
    tried = attempt(base, [one for one in wanted if one not in pasted])
    changes_, entries = [], list(before.entries)
    for path in dict.fromkeys((*mine, *tried.paths)):
        one = _edit_of_file(root, now, entries, mine.get(path), path, rung, tried)
        changes_.append(one[0])
        entries = one[1]
    changes_ += _others(tried, {one.path for one in changes_}, now)
    recorded = [one for one in wanted if one in pasted or one in tried.held]
    return Part(changes=tuple(changes_), entries=tuple(entries), edits=tuple(recorded))


def _standing(now: Tree, path: str) -> Change:
    """A file whose edits are on record: what the user did to them since stays."""
    there = now.read(path)
    kind = Kind.SKIP if there is not None else Kind.USER_DELETED
    return Change(path=path, kind=kind, before=there, after=there)


def _edit_of_file(
    root: Path,
    now: Tree,
    entries: list[Entry],
    mine: Entry | None,
    path: str,
    rung: str,
    tried: Tried,
) -> tuple[Change, list[Entry]]:
    there, after, made = now.read(path), tried.tree.read(path), tried.made(path)
    if mine is None:
        number = max((one.number for one in entries), default=0) + 1
        entry = Entry(
            number=number,
            rung=rung,
            path=path,
            edits=made,
            before=there,
            after=after or b"",
            private=ignored(root, path),
        )
        kind = Kind.EDIT if there is not None else Kind.CREATE
        note = tried.notes(path)
        return Change(path=path, kind=kind, before=there, after=after, note=note), [*entries, entry]
    if there is None:
        return Change(path=path, kind=Kind.USER_DELETED, before=None, after=None), entries
    chain = [one for one in entries if one.path == path]
    try:
        final, later = restack(root, chain, mine, after, there)
    except Stuck as why:
        note = f"{path}: {why}; it is left as it is."
        return Change(path=path, kind=Kind.CONFLICT, before=there, after=there, note=note), entries
    fresh = {one.number: one for one in later}
    fresh[mine.number] = replace(mine, edits=made, after=after or b"")
    kind = Kind.SKIP if final == there else Kind.EDIT
    return (
        Change(path=path, kind=kind, before=there, after=final, note=tried.notes(path)),
        [fresh.get(one.number, one) for one in entries],
    )


def _others(tried: Tried, shown: set[str], now: Tree) -> list[Change]:
    """What was refused, and the files where everything was there already."""
    out = []
    refused: dict[str, list[str]] = {}
    for _, end in tried.ends:
        there = now.read(end.path) if now.has(end.path) else None
        if isinstance(end, Refused):
            refused.setdefault(end.path, []).append(end.note)
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


def _after(
    root: Path,
    before: Ledger,
    held: Held | None,
    step: Step,
    rendered: Rendered,
    files: Part,
    edits: Part,
    templates: Path | None,
) -> Ledger:
    mine = [one for one in edits.entries if one.rung == step.rung]
    if not files.created and not mine:
        return before
    private = questions.secret(step.rung, templates)
    receipt = Receipt(
        rung=step.rung,
        tool=VERSION,
        template=rendered.digest,
        answers={key: value for key, value in rendered.answers.items() if key not in private},
        files={},
        predicts=step.predicts,
        override=step.override,
    )
    made = _folders(
        root, [one.path for one in (*files.changes, *edits.changes) if one.before is None]
    )
    new = Held(
        receipt=receipt,
        created=files.created,
        edits=edits.edits,
        folders=(*(held.folders if held else ()), *made),
    )
    if held is not None and _same(new, held):
        new = held
    rungs = [new if one is held else one for one in before.rungs]
    return Ledger(rungs=tuple(rungs if held else [*rungs, new]), entries=edits.entries)


def _same(new: Held, old: Held) -> bool:
    """Whether a second run has nothing new to record; the promise of the first run stands."""
    return (new.created, new.edits, new.receipt.template, new.receipt.answers) == (
        old.created,
        old.edits,
        old.receipt.template,
        old.receipt.answers,
    )


def _folders(root: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """The folders above these files that are not there yet."""
    above = {str(one) for path in paths for one in PurePosixPath(path).parents if str(one) != "."}
    return tuple(sorted(one for one in above if not (root / one).exists()))
