"""The screen of `rung status`."""

from rich.console import Console

from cli.screen import paper
from cli.words import there
from scaffold.status import Standing, Status

WORDS = {
    "as_built": "as built",
    "changed": "changed since",
    "taken_out": "edit taken out since",
    "deleted": "deleted since",
    "conflict": "conflict, not settled",
    "settled": "settled, not recorded yet",
}
INTERRUPTED = (
    "A change was cut off, or another rung is at work right now. What was cut off is taken back by the next "
    "`rung add`, `upgrade`, `undo` or `apply`; shown is how things stood before it."
)


def show(found: Status) -> None:
    """Every rung held, with the files that are not as they were built, and what to do next."""
    console = paper.sheet()
    if not found.rungs:
        console.print(paper.ink(f"{found.root.name}: rung has built nothing here yet", "bold"))
        paper.command(console, "rung assess")
    for one in found.rungs:
        _rung(console, one)
    if found.interrupted:
        console.print()
        paper.block(console, INTERRUPTED, indent=0)
    _next(console, found)


def _rung(console: Console, one: Standing) -> None:
    drifted = {path: state for path, state in one.files.items() if state != "as_built"}
    said = ["" if drifted else "as built", "newer template" if one.newer else ""]
    console.print(paper.ink(one.rung, "bold"), ", ".join(word for word in said if word))
    rows = [(WORDS[state], path) for path, state in (drifted or one.files).items()]
    paper.columns(console, rows, fixed=1)
    for note in dict.fromkeys(one.waits.values()):
        paper.block(console, note, indent=4)


def _next(console: Console, found: Status) -> None:
    waits = [
        one.rung
        for one in found.rungs
        if one.waits or any(state == "settled" for state in one.files.values())
    ]
    newer = [one.rung for one in found.rungs if one.newer and one.rung not in waits]
    if waits or newer:
        paper.section(console, "Run next")
    if waits:
        names = " ".join(waits)
        paper.command(
            console, f"rung upgrade {names}{there(found.root)}   # finishes what is settled"
        )
    if newer:
        names = " ".join(newer)
        paper.command(console, f"rung upgrade {names} --dry-run{there(found.root)}")
