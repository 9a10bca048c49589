"""Looks and decides in one go, knowing what the project already holds."""

from dataclasses import dataclass, replace
from pathlib import Path

from checks.core import Looks, Problem
from checks.fill import fill
from checks.probes.repo.snapshot import Repo
from checks.vitals import Vitals
from cli.look import Seen, Sources, look
from cli.near import watchable
from playbooks.core import Answer, Ask, Because, Decision, Resource, Rung, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was seen, what the ladder says to it, and the ladder's pages by name."""

    seen: Seen
    decision: Decision
    rungs: dict[str, Rung]


def decided(sources: Sources, *, failed: frozenset[str] = frozenset()) -> Decided:
    """Look at everything named and ask the ladder; `failed` are rungs that did not move their metric."""
    found = judged(look(sources), sources.root, failed=failed)
    if found.decision.ask is None:
        return found
    ask = watchable(found.decision.ask, sources, found.seen)
    return replace(found, decision=replace(found.decision, ask=ask))


def judged(seen: Seen, root: Path, *, failed: frozenset[str] = frozenset()) -> Decided:
    """What the ladder says to what was seen of the project at this root."""
    from playbooks.decide import decide
    from scaffold.ledger import read

    held = frozenset(read(root).held)
    decision = decide(seen.looks, held=held, failed=failed)
    repo = seen.looks.get(Repo)
    if repo and not repo.applicable and not measured(seen.looks):
        decision = nothing_to_scale(decision, repo.why_not)
    if repo and decision.ask:
        decision = replace(decision, ask=answerable(decision.ask, repo))
    return Decided(seen=seen, decision=decision, rungs=pages())


def answerable(ask: Ask, repo: Repo) -> Ask:
    """The question as this project can answer it: only PostgreSQL is looked at live.

    What only a look at statements knows nobody can tell: of another database the rows that it reads for each one
    that it returns say the same (its slow log has them).
    """
    from playbooks.questions import MACHINES
    from scaffold.evidence.databases import POSTGRES, databases

    used = databases(repo)
    if "--database-url" not in ask.command or not used or POSTGRES in used:
        return ask
    vital = "rows_examined_per_row" if ask.vital in MACHINES else ask.vital
    return replace(ask, vital=vital, command=f"rung assess --tell {vital}=VALUE")


def measured(looks: Looks) -> bool:
    """Whether anything is known that the project's files alone do not say."""
    repo = looks.get(Repo)
    read = set(fill(Looks().with_(repo)).known()) if repo else set()
    return not set((looks.get(Vitals) or Vitals()).known()) <= read


def nothing_to_scale(decision: Decision, why: str) -> Decision:
    """No step at all: a library or an empty folder has nothing to measure and nothing to build into."""
    because = Because(text=why)
    verdicts = tuple(
        Verdict(rung=one.rung, answer=Answer.NOT_NEEDED, because=(because,))
        for one in decision.verdicts
    )
    return Decision(
        saturated=Resource.NOTHING,
        saturated_because=because,
        direction=f"neither: {why}",
        verdicts=verdicts,
        next=None,
        then=(),
        ask=None,
    )


def pages() -> dict[str, Rung]:
    """Every rung's page by name, in the ladder's order."""
    from playbooks.pages import rungs

    return {one.name: one for one in rungs()}


def page_of(name: str) -> Rung:
    """The page of this rung.

    Raises:
        Problem: there is no such rung; the remedy suggests the nearest name.
    """
    found = pages()
    if name not in found:
        raise Problem(f"no rung is called {name}", suggestion(name, found))
    return found[name]


def buildable(name: str) -> Rung:
    """The page of a rung that rung can build.

    Raises:
        Problem: there is no such rung, or it has no template yet.
    """
    rung = page_of(name)
    if not rung.template:
        can = ", ".join(one.name for one in pages().values() if one.template)
        raise Problem(
            f"rung cannot build {name} yet",
            f"`rung explain {name}` says how to do it by hand; rung builds {can}",
        )
    return rung


def obstacle(rung: str, looks: Looks) -> Problem | None:
    """Why rung cannot build this rung into this project as it was seen, and what to do instead; None where it can."""
    from scaffold.questions import questions

    try:
        questions(rung, looks)
    except Problem as problem:
        return problem
    return None


def suggestion(name: str, names: dict[str, Rung]) -> str:
    """Did you mean the nearest name, or all of them."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"the rungs are: {', '.join(names)}"
