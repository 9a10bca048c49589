"""The sheet that every screen is written on: one column of at most 100 characters, calm colours, no boxes."""

import re
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any, cast

from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checks.redact import redact
from cli.figures import plain

WIDEST = 100
FILLING = re.compile(r" +(?=\n)")
Cell = str | Text


class Trimmed:
    """A stream that drops the spaces with which tables fill up their lines, for whoever copies from it."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write the text without spaces before the ends of its lines."""
        return self.stream.write(FILLING.sub("", text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class Sheet(Console):
    """Rich's console, which would end the whole program with code 1 when its reader goes away."""

    def on_broken_pipe(self) -> None:
        """Leave it to the one place that handles errors."""
        raise BrokenPipeError


def sheet(*, stderr: bool = False) -> Console:
    """A console for the current standard output. It never reads markup out of what a project contains."""
    file = cast(IO[str], Trimmed(sys.stderr if stderr else sys.stdout))
    console = Sheet(file=file, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def ink(text: str, style: str = "") -> Text:
    """Text in one style, with control characters and passwords taken out."""
    return Text(plain(redact(text)), style=style)


def section(console: Console, title: str) -> None:
    """An empty line and a heading."""
    console.print()
    console.print(ink(title, "bold"))


def block(console: Console, text: Cell, indent: int = 2) -> None:
    """A wrapped paragraph under a heading."""
    body = ink(text) if isinstance(text, str) else text
    console.print(Padding(body, (0, 0, 0, indent)))


def pairs(console: Console, rows: Iterable[tuple[str, Cell]], indent: int = 2) -> None:
    """Labels on the left, what they say on the right."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for label, said in rows:
        table.add_row(label, ink(said) if isinstance(said, str) else said)
    console.print(Padding(table, (0, 0, 0, indent)))


def columns(
    console: Console,
    rows: Iterable[Sequence[Cell]],
    heads: Sequence[str] = (),
    *,
    fixed: int = 0,
    figures: bool = False,
) -> None:
    """A table without lines; the first `fixed` columns never wrap, the others share what is left.

    With `figures`, every column but the first holds numbers and is set to the right.
    """
    table = Table(
        box=None, padding=(0, 2, 0, 0), show_header=bool(heads), header_style="dim", pad_edge=False
    )
    rows = list(rows)
    for number in range(len(rows[0]) if rows else len(heads)):
        head = heads[number] if heads else ""
        side: JustifyMethod = "right" if figures and number else "left"
        whole = number > 0 if figures else number < fixed
        table.add_column(head, no_wrap=whole, overflow="fold", justify=side)
    for row in rows:
        table.add_row(*(ink(cell) if isinstance(cell, str) else cell for cell in row))
    console.print(Padding(table, (0, 0, 0, 2)))


def placed(console: Console, rows: Iterable[tuple[str, str, str]]) -> None:
    """A label, what it says, and where that stands: three columns where they fit, else the place after the words.

    A label that comes several times in a row stands once, as heads do.
    """
    rows = list(rows)
    widest = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    if sum(widest) + 2 * len(widest) <= console.width:
        columns(console, rows, fixed=1)
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    before = ""
    for label, said, where in rows:
        body = Text.assemble(ink(said), "  " if said and where else "", ink(where, "dim"))
        table.add_row(ink("" if label == before else label), body)
        before = label
    console.print(Padding(table, (0, 0, 0, 2)))


def exact(console: Console, text: str, style: str = "") -> None:
    """A line as it is, spaces at its end included: what a diff shows is what is written."""
    trimmed = cast(Trimmed, console.file)
    raw = Sheet(file=trimmed.stream, highlight=False, markup=False, emoji=False)
    raw.print(Text(plain(text), style=style), soft_wrap=True)


def command(console: Console, text: str) -> None:
    """A command to copy: on one line however narrow the terminal is."""
    console.print(ink(f"  {text}", "bold"), soft_wrap=True)
