"""The screen of `rung verify`."""

from rich.text import Text

from cli import figures, words
from cli.screen import paper
from scaffold.core import Verification


def show(found: Verification) -> None:
    """The answer, each thing that was tried, and the promise against the measurement."""
    console = paper.sheet()
    style = "bold green" if found.passed else "bold red"
    verdict = "does its job" if found.passed else "does not do its job"
    console.print(paper.ink(f"{found.rung} {verdict}", style))
    paper.columns(
        console,
        [
            (Text("held", "green") if held else Text("failed", "red"), tried, seen)
            for tried, held, seen in found.checks
        ],
        fixed=1,
    )
    if found.predicted:
        console.print()
        measured = figures.of(found.measured) if found.measured else "not measured"
        paper.pairs(console, [("Promised", words.promise(found.predicted)), ("Measured", measured)])
