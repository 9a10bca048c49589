"""The part of the lab's screen that says which indexes could go, and which only seem to."""

from rich.console import Console

from checks.lab.drops import Drops
from cli.screen import paper

MOST, MOST_SPARED = 10, 5


def show(console: Console, dropped: Drops) -> None:
    """Each with its reason, its doubts and the way back."""
    if dropped.drops:
        paper.section(console, "Indexes that could go")
    for one in dropped.drops[:MOST]:
        console.print()
        paper.command(console, one.ddl)
        rows = [
            ("why", one.because),
            ("frees", f"{one.index.bytes / 2**20:.1f} MB, and its part of every write"),
        ]
        rows += [("first", doubt) for doubt in one.doubts]
        rows.append(
            ("undo", one.undo or "its definition, which pg_get_indexdef shows: keep it before")
        )
        paper.pairs(console, rows, indent=5)
    rest = len(dropped.drops) - MOST
    if rest > 0:
        paper.block(console, f"and {rest} more in --json")
    if dropped.spared:
        paper.section(console, "Without a scan, and left alone")
        spared = [(one.index.name, one.because) for one in dropped.spared[:MOST_SPARED]]
        paper.columns(console, spared, fixed=1)
        if len(dropped.spared) > MOST_SPARED:
            paper.block(console, f"and {len(dropped.spared) - MOST_SPARED} more in --json")
