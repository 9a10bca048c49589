"""The screens of `rung explain`."""

from rich.console import Console

from cli import figures
from cli.catalogue import Entry
from cli.screen import paper, prose
from playbooks.core import Drawn

GRADES = (
    "A: documented. B: said by those who run it. C: a default of rung's own. A line in rung.toml, or under"
    " [tool.rung] in pyproject.toml, draws one elsewhere:"
)
HEADINGS = {"rung": "Rungs", "check": "Checks", "figure": "Figures"}


def one(entry: Entry) -> None:
    """A page: its title, its head, its text."""
    console = paper.sheet()
    console.print(paper.ink(entry.name, "bold"), paper.ink(f"({entry.kind})", "dim"))
    console.print(paper.ink(entry.title))
    console.print()
    paper.pairs(console, [(label, said) for label, said in entry.head if said])
    prose.write(console, entry.body)
    thresholds(console, entry)


def thresholds(console: Console, entry: Entry) -> None:
    """From which values it counts, who stands for each, and how a project draws its own."""
    if not entry.lines:
        return
    paper.section(console, "Thresholds")
    paper.columns(console, [row(one) for one in entry.lines], fixed=2)
    console.print()
    paper.block(console, GRADES)
    first = entry.lines[0]
    paper.command(console, f"thresholds.{first.name} = {first.own:g}")


def row(one: Drawn) -> tuple[str, str, str]:
    """Its name, its value in force, its grade with its source, and rung's own value where it is overruled."""
    said = f"{one.grade}  {one.source}"
    if one.overruled:
        said = f"this project's own; rung's is {figures.drawn(one.own, one.unit)} ({said})"
    return one.name, figures.drawn(one.value, one.unit), said


def everything(entries: dict[str, Entry]) -> None:
    """Every name with its line, by kind."""
    console = paper.sheet()
    for kind, heading in HEADINGS.items():
        console.print(paper.ink(heading, "bold"))
        paper.columns(
            console,
            [(one.name, one.title) for one in entries.values() if one.kind == kind],
            fixed=1,
        )
        console.print()
