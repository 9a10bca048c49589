"""The screens of the guided walk."""

from pathlib import Path

from checks.core import Problem
from checks.redact import redact
from cli.catalogue import page_of
from cli.decided import Decided, measured
from cli.screen import answer, assess, explain, paper


def seen(root: Path, found: Decided) -> None:
    """What was seen, the next rung with its reasons, and what was ruled out."""
    console = paper.sheet()
    console.print()
    console.print(paper.ink(root.name or str(root), "bold"))
    assess.facts(console, found.seen.looks)
    console.print()
    answer.show(console, found.decision, found.rungs, found.seen.looks)
    if not measured(found.seen.looks):
        console.print()
        paper.block(console, assess.UNMEASURED, indent=0)
    answer.ask(console, found.decision)
    answer.others(console, found.decision)
    console.print()


def stop(root: Path, found: Decided) -> None:
    """Why the walk ends here."""
    console = paper.sheet()
    rung = found.decision.next
    if rung in {None, assess.NOTHING}:
        console.print(
            paper.ink("The ladder says: stop here. Nothing more is worth its cost now.", "bold")
        )
        return
    console.print(paper.ink("The walk ends here.", "bold"))
    assess.build(console, root, found)


def page(rung: str) -> None:
    """The rung's page."""
    explain.one(page_of(rung))


def unproved(rung: str, problem: Problem) -> None:
    """The rung is built, and nothing could be measured."""
    console = paper.sheet()
    console.print(paper.ink(f"{rung} is built and not proved: {redact(problem.message)}", "yellow"))
    paper.block(console, redact(problem.remedy))
