"""The screens of the guided walk."""

from pathlib import Path

from checks.core import Problem
from checks.probes.repo.snapshot import Repo
from checks.redact import redact
from checks.vitals import Vitals
from cli import words
from cli.catalogue import page_of
from cli.decided import Decided, measured
from cli.screen import answer, assess, explain, outline, paper, projected
from playbooks.crisis import plan


def project(root: Path, found: Decided) -> None:
    """What the project is, in a few lines."""
    console = paper.sheet()
    console.print()
    console.print(paper.ink(root.name or str(root), "bold"))
    if repo := found.seen.looks.get(Repo):
        outline.show(console, repo)


def scalable(found: Decided) -> bool:
    """Whether there is anything that could climb."""
    repo = found.seen.looks.get(Repo)
    return not repo or repo.applicable or measured(found.seen.looks)


def answered(found: Decided) -> None:
    """The figures that are known, the next rung with its reasons, and what was ruled out."""
    console = paper.sheet()
    looks = found.seen.looks
    assess.conflicting(console, looks)
    vitals = looks.get(Vitals) or Vitals()
    if vitals.number("incident"):
        projected.incident(console, plan(vitals, found.decision))
    console.print()
    answer.show(console, found.decision, found.rungs, looks)
    assess.resting(console, looks, found.decision)
    if not measured(looks):
        console.print()
        paper.block(console, assess.UNMEASURED, indent=0)
    answer.ask(console, found.decision, "climb")
    answer.others(console, found.decision)
    console.print()


def stop(root: Path, found: Decided) -> None:
    """Why the walk ends here."""
    console = paper.sheet()
    decision = found.decision
    if decision.next is None and decision.ask:
        said = "The walk waits here: measure that figure or tell it, then climb again."
        console.print(paper.ink(said, "bold"))
    elif decision.next in {None, assess.NOTHING}:
        said = "The ladder says: stop here. Nothing more is worth its cost now."
        console.print(paper.ink(said, "bold"))
    else:
        console.print(paper.ink("The walk ends here.", "bold"))
        assess.build(console, root, found)


def later(root: Path) -> None:
    """What is built can be measured once it runs."""
    console = paper.sheet()
    console.print()
    paper.block(
        console,
        "Nothing was measured again. Once it runs under load, go on from here, with what there is to look at:",
        indent=0,
    )
    paper.command(console, f"rung climb --database-url URL --metrics-url URL{words.there(root)}")


def nothing(found: Decided) -> None:
    """There is nothing here that could climb."""
    console = paper.sheet()
    if repo := found.seen.looks.get(Repo):
        console.print()
        assess.nothing(console, repo)


def page(rung: str) -> None:
    """The rung's page."""
    explain.one(page_of(rung))


def unproved(rung: str, problem: Problem) -> None:
    """The rung is built, and nothing could be measured."""
    console = paper.sheet()
    console.print(paper.ink(f"{rung} is built and not proved: {redact(problem.message)}", "yellow"))
    paper.block(console, redact(problem.remedy))
