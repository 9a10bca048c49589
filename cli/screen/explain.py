"""The screens of `rung explain`."""

from cli.catalogue import Entry
from cli.screen import paper, prose

HEADINGS = {"rung": "Rungs", "check": "Checks", "figure": "Figures"}


def one(entry: Entry) -> None:
    """A page: its title, its head, its text."""
    console = paper.sheet()
    console.print(paper.ink(entry.name, "bold"), paper.ink(f"({entry.kind})", "dim"))
    console.print(paper.ink(entry.title))
    console.print()
    paper.pairs(console, [(label, said) for label, said in entry.head if said])
    prose.write(console, entry.body)


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
