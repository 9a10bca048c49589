"""Which FastAPI handlers can have their encoded answers kept, so that a hit is not encoded again.

Only where FastAPI would encode what the handler returns by its defaults: a response model, a response class,
a status or a default of the application would be passed by. And only where nobody but FastAPI calls the
handler, since it becomes a coroutine.
"""

import ast
import re

from checks.probes.repo.snapshot import Repo, Route
from scaffold.evidence import handlers

HARMLESS = {"tags", "summary", "description", "name", "include_in_schema", "operation_id",
            "deprecated", "response_description", "path"}  # fmt: skip
"""What a route's decorator may say without a change to the answer."""
LARGEST_BYTES = 1_000_000


def possible(repo: Repo, route: Route) -> bool:
    """Whether the body that FastAPI makes of this handler's result can be kept whole."""
    if repo.python is None or repo.python.framework != "fastapi":
        return False
    node = handlers.source(repo, route)
    if node is None or node.returns is not None or len(node.decorator_list) != 1:
        return False
    decorator = node.decorator_list[0]
    if not isinstance(decorator, ast.Call) or {one.arg for one in decorator.keywords} - HARMLESS:
        return False
    return not _spoken_against(repo, route.function)


def _spoken_against(repo: Repo, function: str) -> bool:
    """A call of the handler by its name, or a default response class or custom route, anywhere in the project."""
    call = re.compile(
        rf"(?<!def )(?<!\w)\b{re.escape(function)}\s*\(|default_response_class|route_class"
    )
    for name in repo.files:
        if not name.endswith(".py"):
            continue
        try:
            with (repo.root / name).open("rb") as file:
                text = file.read(LARGEST_BYTES).decode("utf-8", "replace")
        except OSError:
            continue
        if call.search(text):
            return True
    return False
