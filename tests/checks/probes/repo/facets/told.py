"""What a look at a small tree says of one facet."""

from collections.abc import Callable

from checks.probes.repo import Repo

Tree = dict[str, str]
Laid = Callable[[Tree], Repo]


def states(repo: Repo, facet: str) -> dict[str, str]:
    """The state of each value of the facet."""
    return {str(one.value): one.state.value for one in repo.facts(facet)}
