"""The screen of a plan: every file as it would be, the snippets to paste, and what to run next."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checks.redact import redact
from cli.figures import plural
from cli.screen import paper
from cli.words import there
from scaffold.conflict import BESIDE
from scaffold.core import Change, Kind, Plan, Verb

WORDS = {
    Kind.CREATE: "new file",
    Kind.EDIT: "edit",
    Kind.UPDATE: "update",
    Kind.MERGE: "merge",
    Kind.CONFLICT: "conflict",
    Kind.MOVE: "moved",
    Kind.DELETE: "delete",
    Kind.SKIP: "unchanged",
    Kind.KEEP_MODIFIED: "kept, you changed it",
    Kind.USER_DELETED: "left out, you deleted it",
    Kind.COLLISION: "left alone, not ours",
    Kind.SECRET: "secret",
    Kind.REFUSED: "for you to edit",
}
TITLES = {
    Verb.BUILD: "This builds {rungs}:",
    Verb.UPGRADE: "This upgrades {rungs}:",
    Verb.UNDO: "This takes out {rungs}:",
    Verb.EJECT: "This removes rung's own record of {rungs}, and nothing else:",
}
QUESTIONS = {
    Verb.BUILD: "Build {rungs} now?",
    Verb.UPGRADE: "Upgrade {rungs} now?",
    Verb.UNDO: "Take out {rungs} now?",
    Verb.EJECT: "Remove .rung/ now? What was built can then neither be upgraded nor taken out by rung.",
}
DONE = {
    Verb.BUILD: "{rungs} built",
    Verb.UPGRADE: "{rungs} upgraded",
    Verb.UNDO: "{rungs} taken out",
    Verb.EJECT: "rung is gone; everything that it built is still there",
}
NOTHING = {
    Verb.BUILD: "{rungs}: everything is already as it wants it",
    Verb.UPGRADE: "{rungs}: nothing newer to bring",
    Verb.UNDO: "{rungs}: nothing of it is left to take out",
    Verb.EJECT: "nothing of rung is left here",
}
COLOURS = {"+": "green", "-": "red", "@": "cyan"}
NOT_WRITTEN = {Kind.REFUSED, Kind.COLLISION, Kind.CONFLICT, Kind.KEEP_MODIFIED, Kind.USER_DELETED}


def show(plan: Plan, *, note: str = "") -> None:
    """Every change with its diff, then the list of files, then the notes."""
    console = paper.sheet()
    for change in plan.writes:
        if change.kind not in {Kind.DELETE, Kind.MOVE}:
            _diff(console, plan.shown(change))  # of what goes, its name and size say enough
    console.print(paper.ink(_said(TITLES, plan), "bold"))
    files(console, plan)
    _record(console, plan)
    _remarks(console, plan, note)


def _said(words: dict[Verb, str], plan: Plan) -> str:
    return words[plan.verb].format(rungs=", ".join(plan.rungs))


def _record(console: Console, plan: Plan) -> None:
    said = ""
    if plan.verb is Verb.EJECT:
        size = sum(len(one.before or b"") for one in plan.records)
        there = f"{plural(len(plan.records), 'file')}, {size:,} bytes"
        stay = plural(len(plan.changes), "file")
        said = f"delete  .rung/ ({there})\nstays   {stay} that it built or edited"
    elif plan.verb is Verb.UPGRADE and not plan.writes:
        said = "no file changes; its record in .rung/ is brought up to date"
    elif plan.writes and not plan.undo:
        said = "its record goes to .rung/; commit it with the project"
    if said:
        paper.block(console, paper.ink(said, "dim"))


def edits(console: Console, plan: Plan) -> None:
    """The diffs of the files that are the user's own."""
    for change in plan.writes:
        if change.kind in {Kind.EDIT, Kind.MERGE}:
            _diff(console, change)


def nothing(plan: Plan) -> None:
    """The plan writes nothing, and why."""
    console = paper.sheet()
    state = _said(NOTHING, plan)
    if plan.conflicts:
        state = f"{', '.join(plan.rungs)}: conflicts are left to settle"
    elif not plan.undo and any(one.kind is Kind.REFUSED for one in plan.changes):
        state = f"{', '.join(plan.rungs)}: what is missing is safe in your hands only"
    console.print(paper.ink(f"{state}; nothing was written", "bold"))
    files(console, plan)
    _remarks(console, plan)


def dry() -> None:
    """The dry run's last line."""
    console = paper.sheet()
    console.print()
    console.print(paper.ink("Dry run: nothing was written", "bold"))


def kept(plan: Plan, file: Path) -> None:
    """Where the plan was saved, and how to carry it out."""
    console = paper.sheet()
    console.print()
    console.print(paper.ink("Nothing was written but the plan itself", "bold"))
    paper.command(console, f"rung apply {file}")


def left() -> None:
    """The person said no."""
    paper.sheet().print(paper.ink("Nothing was written", "bold"))


def done(plan: Plan) -> None:
    """What was done, and what a person runs next."""
    console = paper.sheet()
    console.print()
    if plan.conflicts:
        where = ", ".join(plan.conflicts)
        names = ", ".join(plan.rungs)
        console.print(paper.ink(f"{names}: conflicts were left in {where}", "bold yellow"))
        paper.block(console, "Settle them, then finish the upgrade:", indent=0)
        paper.command(console, f"rung upgrade {' '.join(plan.rungs)}{there(plan.root)}")
        return
    console.print(paper.ink(_said(DONE, plan), "bold green"))
    commands(plan)
    if plan.verb is Verb.BUILD:
        paper.block(console, paper.ink("Take it out again, byte for byte:", "dim"), indent=0)
        paper.command(console, f"rung undo {plan.step.rung}{there(plan.root)}")


def _remarks(console: Console, plan: Plan, note: str = "") -> None:
    """What a person does about files that are not written, each word once for all the files that it is about."""
    said: dict[tuple[Kind, str], list[str]] = {}
    for change in plan.changes:
        if change.kind in NOT_WRITTEN and change.note:
            said.setdefault((change.kind, change.note), []).append(change.path)
    for (kind, words), paths in said.items():
        console.print()
        console.print(paper.ink(f"{', '.join(paths)}: {WORDS[kind]}", "yellow"))
        if "\n" in words:  # a snippet or a diff, to copy
            paper.exact(console, words)
        else:
            paper.block(console, words, indent=0)
    for change in plan.changes:
        shown = change.before != change.after or change.kind is Kind.SECRET
        if change.note and shown and change.kind not in NOT_WRITTEN:
            console.print()
            paper.block(console, f"{change.path}: {change.note}", indent=0)
    for one in (note, *plan.notes):
        if one:
            console.print()
            paper.block(console, one, indent=0)


def commands(plan: Plan) -> None:
    """What a person runs next, in order."""
    if not plan.commands:
        return
    console = paper.sheet()
    paper.section(console, "Run next")
    for one in plan.commands:
        paper.command(console, one)


def files(console: Console, plan: Plan) -> None:
    """One line a file: what happens to it and how many lines come and go."""
    shown = [one for one in plan.changes if one.kind is not Kind.SKIP]
    to = {one.was: one.path for one in shown if one.was}
    rows = [(WORDS[one.kind], _path(one, to), _size(plan.shown(one))) for one in shown]
    paper.columns(console, rows, fixed=1)
    same = len(plan.changes) - len(shown)
    if same and plan.writes:
        paper.block(console, paper.ink(f"{plural(same, 'file')} already as wanted", "dim"))


def _path(change: Change, to: Mapping[str, str]) -> str:
    return f"{change.path} -> {to[change.path]}" if change.path in to else change.path


def _size(change: Change) -> Text:
    """+34 -2, as git shows it."""
    if change.before == change.after or change.kind is Kind.MOVE:
        return Text()
    lines = list(difflib.unified_diff(_lines(change.before), _lines(change.after), n=0))[2:]
    added, removed = (sum(one[0] == sign for one in lines) for sign in "+-")
    return Text.assemble((f"+{added}", "green"), " ", (f"-{removed}", "red"))


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8", "replace").splitlines()


def redacted(diff: str, change: Change) -> str:
    """The diff without the passwords of a file that is the user's own; a new file is our text and holds none.

    The new text beside a file in conflict has the user's lines in it too.
    """
    if change.before is None and not change.path.endswith(BESIDE):
        return diff
    return "\n".join(redact(line) for line in diff.splitlines())


def _diff(console: Console, change: Change) -> None:
    from scaffold.diff import unified

    for number, line in enumerate(redacted(unified(change), change).splitlines()):
        paper.exact(console, line, "bold" if number < 2 else COLOURS.get(line[:1], ""))
    paper.exact(console, "")
