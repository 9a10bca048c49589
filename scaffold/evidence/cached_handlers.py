"""Which request handlers are worth a cache, under which key, for how long, and which writes delete it.

Only FastAPI handlers whose SQL is known to read and not to write, whose answer depends on plain parameters
alone, and which were seen repeated. A handler that writes one of the same tables and carries the key's
parameters deletes the key; where a write does not carry them, the answer may be as old as the `ttl`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.core import Looks
from checks.probes.metrics import Metrics
from checks.probes.repo.snapshot import Repo, Route
from checks.vitals import Vitals
from scaffold.core import Value
from scaffold.evidence import handlers, whole_responses
from scaffold.evidence.handlers import Handler

TTL = 30
"""Seconds, where nothing measured or told says otherwise."""
WORTH = 0.2
"""Share of repeats under which a route stays as it is: a cache that mostly misses only adds a way to go.

ladder.md 6.5 refuses the rung under a predicted hit ratio of 0.5 over all; a single route may be below it.
"""
ENOUGH = 50
"""Requests of a route from which its share of repeats says something."""
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
HEALTH = re.compile(r"/(health|healthz|ready|readyz|live|livez|ping|status|metrics)/?$")
PARAMETER = re.compile(r"\{(\w+)(:\w+)?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was measured of one route."""

    count: float
    repeated: float
    seconds: float

    @property
    def share(self) -> float:
        """Repeats over requests."""
        return self.repeated / self.count if self.count else 0.0


def choose(looks: Looks, repo: Repo, vitals: Vitals) -> tuple[Value, str]:
    """The `cached` answer: each handler with its key, lifetime and writers, and why these."""
    if repo.python is None or repo.python.framework != "fastapi":
        return (
            [],
            "Django's views return responses, not data: put @cached on the functions that read",
        )
    measured = _measured(looks)
    lifetime, why = _ttl(looks, vitals)
    chosen: list[Value] = []
    reasons = []
    for route in _by_time(repo.python.routes, measured):
        handler = handlers.read(repo, route)
        if not _eligible(route, handler, measured):
            continue
        writers = tuple(_writers(repo, route, handler))
        whole = whole_responses.possible(repo, route)
        chosen.append(_answer(route, handler, lifetime, writers, whole))
        reasons.append(_because(repo, route, measured, writers, lifetime))
    said = "; ".join(reasons) if reasons else "no handler was found that only reads and repeats"
    return chosen, f"{said} ({why})" if reasons else said


def hold(repo: Repo) -> tuple[int, str]:
    """A pause after writes where a session is handed in: it may commit after the handler has returned."""
    app = repo.python
    if app is not None and app.framework == "fastapi":
        for route in app.routes:
            if route.method in WRITES and handlers.read(repo, route).sessions:
                return 1000, f"{route.function} is handed its session, which may commit later"
    return 0, "the handlers commit before they return"


def _eligible(route: Route, handler: Handler, measured: Mapping[tuple[str, str], Seen]) -> bool:
    if route.method != "GET" or not route.reads or route.writes or route.sends_mail:
        return False
    if handler.obstacle or HEALTH.search(route.path):
        return False
    seen = measured.get((route.method, route.path))
    return not measured or (seen is not None and (seen.count < ENOUGH or seen.share >= WORTH))


def _measured(looks: Looks) -> dict[tuple[str, str], Seen]:
    metrics = looks.get(Metrics)
    if metrics is None or not metrics.counts_repeats:
        return {}
    return {
        (one.method, one.route): Seen(count=one.count, repeated=one.repeated, seconds=one.seconds)
        for one in metrics.routes
    }


def _by_time(routes: tuple[Route, ...], measured: Mapping[tuple[str, str], Seen]) -> list[Route]:
    """The routes that take the most time first; in the order of the source where nothing was measured."""

    def seconds(route: Route) -> float:
        seen = measured.get((route.method, route.path))
        return -seen.seconds if seen else 0.0

    return sorted(routes, key=seconds)


def _ttl(looks: Looks, vitals: Vitals) -> tuple[int, str]:
    metrics = looks.get(Metrics)
    window = metrics.repeat_window_s if metrics else None
    lifetime, why = (
        (int(window), f"{window:g} s is the window in which repeats were counted")
        if window
        else (TTL, f"{TTL} s, short to begin with")
    )
    accepted = vitals.number("staleness_ok_s")
    if accepted is not None and accepted < lifetime:
        return max(1, int(accepted)), f"readers accept {accepted:g} s"
    return lifetime, why


def _key(route: Route, handler: Handler) -> str:
    return ":".join([route.function, *(f"{{{name}}}" for name in handler.plain)])


def _answer(
    route: Route, handler: Handler, ttl: int, writers: tuple[Route, ...], whole: bool
) -> Value:
    by: list[Value] = [{"function": one.function, "file": one.place.path} for one in writers]
    ignore: list[Value] = [*handler.sessions]
    return {
        "function": route.function,
        "file": route.place.path,
        "key": _key(route, handler),
        "ttl": ttl,
        "ignore": ignore,
        "whole": whole,
        "invalidated_by": by,
    }


def _writers(repo: Repo, route: Route, handler: Handler) -> Iterator[Route]:
    """The handlers whose write changes this answer and whose parameters tell which key that is."""
    for other in _touching(repo, route):
        carried = set(PARAMETER.sub(r"\1", other.path).split("/")) & set(other.parameters)
        if set(handler.plain) <= carried and all(
            _same_thing(name, route.path, other.path) for name in handler.plain
        ):
            yield other


def _touching(repo: Repo, route: Route) -> Iterator[Route]:
    seen = set()
    for other in repo.python.routes if repo.python else ():
        key = (other.place.path, other.function)
        if other.writes & route.reads and key not in seen and other.function != route.function:
            seen.add(key)
            yield other


def _same_thing(name: str, path: str, other: str) -> bool:
    """`/posts/{id}` and `/posts/{id}/comments` mean the same id; `/comments/{id}` does not."""
    return _before(name, path) == _before(name, other)


def _before(name: str, path: str) -> str:
    parts = path.strip("/").split("/")
    at = next((i for i, one in enumerate(parts) if one.startswith(f"{{{name}")), None)
    return "" if at is None else parts[at - 1] if at else "/"


def _because(
    repo: Repo,
    route: Route,
    measured: Mapping[tuple[str, str], Seen],
    writers: tuple[Route, ...],
    ttl: int,
) -> str:
    seen = measured.get((route.method, route.path))
    repeats = f", {seen.share:.0%} of {seen.count:.0f} repeated" if seen and seen.count else ""
    exact = {one.function for one in writers}
    stale = [one.function for one in _touching(repo, route) if one.function not in exact]
    said = [f"deleted by {', '.join(sorted(exact))}"] if exact else []
    if stale:
        said.append(f"at most {ttl} s old after {', '.join(stale)}")
    return f"{route.function}{repeats}: {' and '.join(said) or 'nothing seen writes what it reads'}"
