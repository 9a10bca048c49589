"""The screen of `rung choose`: what to take and why, or the one question that is open."""

from collections.abc import Mapping

from checks.core import Scalar
from cli.figures import plural
from cli.screen import paper
from playbooks.guides import Choice, Guide


def everything(guides: Mapping[str, Guide]) -> None:
    """Every choice with its title."""
    console = paper.sheet()
    rows = [(name, one.title, f"within {one.rung}") for name, one in guides.items()]
    paper.columns(console, rows, fixed=1)
    console.print()
    paper.command(console, "rung choose queue")


def show(guide: Guide, found: Choice) -> None:
    """The answer and what it rests on."""
    console = paper.sheet()
    console.print(paper.ink(guide.title, "bold"))
    console.print()
    if found.rule is not None:
        rule = found.rule
        rows: list[tuple[str, paper.Cell]] = [
            ("Take", paper.ink(rule.take, "bold cyan")),
            ("Why", rule.why),
            ("Mind", rule.limits),
        ]
        if found.rests_on:
            rows.append(("Rests on", rested(found.rests_on)))
        paper.pairs(console, [*rows, ("Source", rule.source)])
        console.print()
        paper.command(console, f"rung explain {guide.rung}")
        return
    if found.ask is not None:
        open_ = f"One question is open ({plural(len(found.rests_on), 'answer')} so far): {found.ask.asks}"
        paper.block(console, open_)
        value = "yes" if found.ask.kind == "bool" else "NUMBER"
        told = "".join(f" --tell {key}={word(one)}" for key, one in found.rests_on.items())
        paper.command(console, f"rung choose {guide.name}{told} --tell {found.ask.key}={value}")


def rested(answers: Mapping[str, Scalar]) -> str:
    """key=value, ..."""
    return ", ".join(f"{key} {word(one)}" for key, one in answers.items())


def word(value: Scalar) -> str:
    """yes, no, or the number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
