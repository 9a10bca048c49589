"""Pages of Markdown as calm text: headings bold, paragraphs wrapped to the terminal, code left as it is."""

import re

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from cli.screen import paper

ITEM = re.compile(r"^(\s*)([-*]|\d+\.)\s+")
LABEL = re.compile(r"^(Why|What to do|Sources?):\s")
"""The parts of a check's page."""


def write(console: Console, text: str) -> None:
    """The whole page."""
    heading = False
    for kind, lines in _blocks(text):
        if not heading:
            console.print()
        heading = len(lines) == 1 and lines[0].startswith("#")
        if kind == "code":
            for line in lines:
                console.print(paper.ink(f"  {line}", "cyan"), soft_wrap=True)
        elif kind == "table":
            for line in lines:
                console.print(paper.ink(line), soft_wrap=True)
        else:
            _words(console, lines)


def _words(console: Console, lines: list[str]) -> None:
    if lines[0].startswith("#"):
        console.print(paper.ink(lines[0].lstrip("# "), "bold"))
        lines = lines[1:]
    for item in _items(lines):
        mark = ITEM.match(item)
        if mark:
            _bullet(console, len(mark[1]), mark[2], item[mark.end() :])
        else:
            console.print(paper.ink(item))


def _bullet(console: Console, indent: int, mark: str, text: str) -> None:
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(no_wrap=True)
    row.add_column(overflow="fold", ratio=1)
    row.add_row("-" if mark in "-*" else mark, paper.ink(text))
    console.print(Padding(row, (0, 0, 0, indent)))


def _items(lines: list[str]) -> list[str]:
    """Lines joined into paragraphs; each list item is one."""
    items: list[str] = []
    for line in lines:
        if ITEM.match(line) or LABEL.match(line) or not items:
            items.append(line.replace("**", ""))
        else:
            items[-1] = f"{items[-1]} {line.strip().replace('**', '')}"
    return items


def _blocks(text: str) -> list[tuple[str, list[str]]]:
    """Runs of lines between empty ones; a fenced block is one run whatever it holds."""
    blocks: list[tuple[str, list[str]]] = []
    fresh, fenced = True, False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
            if fenced:
                blocks.append(("code", []))
            fresh = True
        elif fenced:
            blocks[-1][1].append(line)
        elif not line.strip():
            fresh = True
        else:
            kind = "table" if line.lstrip().startswith("|") else "words"
            if fresh or blocks[-1][0] != kind or line.startswith("#"):
                blocks.append((kind, []))
            blocks[-1][1].append(line)
            fresh = False
    return [(kind, lines) for kind, lines in blocks if lines]
