"""Pages of the running application that its cache should hold, from the rung's answers and the routes' sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from checks.probes.repo import Repo, Route, look
from scaffold.ledger import read

if TYPE_CHECKING:
    import redis

PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
FIRST = 20
"""So many numbers are tried for a parameter when the cache is still empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The path of a page, and the key of its value in Redis where that is known."""

    path: str
    key: str | None


def pages(root: Path, client: "redis.Redis") -> list[Page]:
    """Pages that are in the cache now, else guesses (`/posts/1`, `/posts/2`, ...)."""
    answers = next((one.answers for one in read(root).receipts if one.rung == "cache_shared"), {})
    chosen: Any = answers.get("cached") or []
    routes = _routes(look(root))
    found = [page for one in chosen if (route := routes.get((one["file"], one["function"])))
             for page in _held(client, str(answers.get("key_prefix", "app")), one["key"], route)]  # fmt: skip
    guesses = (page for one in chosen if (route := routes.get((one["file"], one["function"])))
               for page in _guesses(route))  # fmt: skip
    return found or list(guesses)


def _routes(repo: Repo) -> dict[tuple[str, str], Route]:
    found = repo.python.routes if repo.python else ()
    return {(one.place.path, one.function): one for one in found if one.method == "GET"}


def _held(client: "redis.Redis", prefix: str, template: str, route: Route) -> Iterator[Page]:
    """Keys look like `prefix:1:{read_post:42}`; the part in braces is the template with its places filled."""
    names = PARAMETER.findall(template)
    glob = re.sub(r"([*?\[\]\\])", r"\\\1", PARAMETER.sub("\0", template)).replace("\0", "*")
    shape = re.compile(
        re.escape(PARAMETER.sub("\0", template))
        .replace("\0", "([^:]*)")
        .replace("\\\x00", "([^:]*)")
    )
    for raw in islice(client.scan_iter(match=f"{prefix}:*:{{{glob}}}", count=1000), FIRST):
        key = raw.decode(errors="replace")
        text = key.partition("{")[2].removesuffix("}")
        if found := shape.fullmatch(text):
            values = dict(zip(names, map(unquote, found.groups()), strict=True))
            if path := _path(route, values):
                yield Page(path=path, key=key)


def _guesses(route: Route) -> Iterator[Page]:
    for number in range(1, FIRST + 1):
        if path := _path(route, dict.fromkeys(PARAMETER.findall(route.path), str(number))):
            yield Page(path=path, key=None)


def _path(route: Route, values: dict[str, str]) -> str:
    """The route's path with these values; what is not in the path goes into the query."""
    inside = PARAMETER.findall(route.path)
    if not set(inside) <= set(values):
        return ""
    path = PARAMETER.sub(lambda found: values[found[1]], route.path)
    query = "&".join(f"{name}={value}" for name, value in values.items() if name not in inside)
    return f"{path}?{query}" if query else path
