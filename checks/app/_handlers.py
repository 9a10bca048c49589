"""Where requests enter, as the checks on what is missing name it."""

from checks.probes.repo import Repo
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
