"""Where requests enter, as the checks on what is missing name it."""

from collections.abc import Iterable

from checks.probes.repo import Repo, RepoFact, State
from checks.probes.repo.context.model import RequestPath


def busiest(repo: Repo) -> RequestPath:
    """The framework with the most handlers; only asked where there are some."""
    return max(repo.context.request_path, key=lambda one: one.handlers)


def handlers(repo: Repo) -> str:
    """12 handlers of FastAPI."""
    path = busiest(repo)
    names = (str(one.value) for one in repo.facts("framework"))
    name = next((one for one in names if one.lower() == path.framework.lower()), path.framework)
    return f"{path.handlers} handler{'s' if path.handlers != 1 else ''} of {name}"


def aside(told: Iterable[RepoFact]) -> str:
    """What is there and does not count, in brackets: Sentry is installed and not used; Prometheus is switched off."""
    for one in told:
        how = "switched off" if one.state is State.INACTIVE else "installed and not used"
        return f" ({one.value} is {how})"
    return ""
