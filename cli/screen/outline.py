"""What a project is, in a few lines: the facts that scaling turns on, each with its place; `--facts` has the rest."""

from collections.abc import Iterator

from rich.console import Console

from checks.probes.repo.snapshot import Repo, RepoFact, State
from cli.figures import plural
from cli.screen import paper

TELLING = (
    "language", "framework", "database", "cache", "queue", "broker", "pooler", "read_replica",
    "cdn", "kubernetes", "compose_file",
)  # fmt: skip
"""The facets, in the order in which they are told."""
SEVERAL = {"compose_file", "kubernetes"}
"""Facets of which one is enough to know that they are there."""
SHARED = {"database", "cache", "queue", "broker"}
"""Facets that a library of the repository may bring to its applications, as a module for all access to data does."""
MOST = 14
STATES = (State.ACTIVE, State.UNKNOWN_IN_PRODUCTION)


def show(console: Console, repo: Repo) -> None:
    """The telling facts of the applications; what is switched off or not used is left to `--facts`."""
    rows = [(one.name, _said(one), str(one.place or "")) for one in _telling(repo)]
    if not rows:
        return
    paper.section(console, "The project")
    paper.placed(console, rows[:MOST])
    if len(rows) > MOST:
        more = f"and {plural(len(rows) - MOST, 'fact')} more: --facts"
        paper.block(console, paper.ink(more, "dim"))


def _telling(repo: Repo) -> Iterator[RepoFact]:
    applications = [one for one in repo.components if one.kind == "application"]
    facts = [fact for one in applications or repo.components for fact in one.facts]
    facts += [fact for one in repo.components for fact in one.facts if fact.name in SEVERAL]
    facts += [
        fact
        for one in repo.components
        for fact in one.facts
        if fact.name in SHARED and fact.state is State.ACTIVE
    ]
    facts.sort(key=lambda one: STATES.index(one.state) if one.state in STATES else len(STATES))
    seen = set[tuple[str, str]]()
    for name in TELLING:
        for one in facts:
            key = (name, "" if name in SEVERAL else str(one.value))
            if one.name == name and one.state in STATES and key not in seen:
                seen.add(key)
                yield one


def _said(one: RepoFact) -> str:
    unknown = one.state is State.UNKNOWN_IN_PRODUCTION
    return f"{one.value} (unknown in production)" if unknown else str(one.value)
