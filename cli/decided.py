"""Looks and decides in one go, knowing what the project already holds."""

from dataclasses import dataclass

from checks.core import Problem
from cli.look import Seen, Sources, look
from playbooks.core import Decision, Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was seen, what the ladder says to it, and the ladder's pages by name."""

    seen: Seen
    decision: Decision
    rungs: dict[str, Rung]


def decided(sources: Sources, *, failed: frozenset[str] = frozenset()) -> Decided:
    """Look at everything named and ask the ladder; `failed` are rungs that did not move their metric."""
    from playbooks.decide import decide
    from scaffold.ledger import read

    seen = look(sources)
    held = frozenset(read(sources.root).held)
    return Decided(seen=seen, decision=decide(seen.looks, held=held, failed=failed), rungs=pages())


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


def suggestion(name: str, names: dict[str, Rung]) -> str:
    """Did you mean the nearest name, or all of them."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"the rungs are: {', '.join(names)}"
