"""What Go programs tell by the packages that they import, and by files that are called what they do.

A limit of requests and a cache on Redis are often written by hand: the file has the name that everybody gives it, it
holds what only that does, and for a limit another file puts it before its routes.
"""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.go_imports import PACKAGES
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

LIMIT_FILE = re.compile(
    r"(^|/)(rate[-_]?limit(s|er|ing)?|throttl(e|er|ing))(_middleware)?\.go$", re.I
)
HANDLER = (
    rb"(?:gin\.HandlerFunc|echo\.MiddlewareFunc|fiber\.Handler|http\.Handler"
    rb"|func\(\s*(?:\w+\s+)?(?:\*gin\.Context|http\.Handler)\b)"
)
MAKES = re.compile(rb"^func (?:\([^)\n]*\) )?(\w+)\([^\n]*\)\s*\(?" + HANDLER, re.M)
TYPE = re.compile(rb"^type (\w*(?:Limit|Throttl)\w*) struct", re.M)
CALLED = re.compile(rb"\.(?:New)?(\w{0,40}?(?:[Rr]ate_?[Ll]imit|[Tt]hrottl)\w{0,40})\(")
LIMITS = Words(b"ateLimit", b"ate_limit", b"hrottl")
REDIS = Words(b"redis", b"Redis")
STORED = re.compile(
    rb"(?:[rR]edis\w*(?:\.\w+){0,3}\.|\b\w*[rR]edis)(?:Set|SetEX|SetEx|HSet|Expire)\(|\brdb\.Set\("
)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`sessions` and `rate_limit` by import, `rate_limit` and `cache` of the project's own."""
    for name, place in sight.go_imports.items():
        for facet, value in PACKAGES.get(name, ()):
            yield sight.folder_of(place.path), RepoFact(name=facet, value=value, place=place)
    yield from _limits(sight)
    yield from _cache(sight)


def _limits(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A file called rate limit that makes handlers, and a call of what it makes in another one."""
    known = {
        sight.folder_of(one.place.path) for one, facet, _ in sight.told if facet == "rate_limit"
    }
    files = [one for one in sight.tree.production(".go") if LIMIT_FILE.search(one)]
    for path in files:
        folder, data = sight.folder_of(path), sight.tree.sniff(path)
        found = MAKES.search(data)
        if found is None or folder in known:
            continue
        names = {one.group(1) for one in (*MAKES.finditer(data), *TYPE.finditer(data))}
        if any(names & _called(sight, other) for other in _holding(sight, LIMITS) if other != path):
            place = Place(path=path, line=data.count(b"\n", 0, found.start()) + 1)
            yield folder, _fact("rate_limit", f"its own {found.group(1).decode()}", place)
            return


def _called(sight: Sight, path: str) -> set[bytes]:
    return set(CALLED.findall(sight.tree.sniff(path)))


def _holding(sight: Sight, words: Words) -> Iterator[str]:
    return (one for one in sight.tree.production(".go") if sight.tree.holds(one, words))


def _cache(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A file called cache that keeps values in Redis, of a program that is linked with its client."""
    if not any(facet == "key_value" and one.ecosystem == "go" for one, facet, _ in sight.told):
        return
    for path in _holding(sight, REDIS):
        name = path.rpartition("/")[2].lower()
        found = STORED.search(sight.tree.sniff(path)) if "cache" in name else None
        if found:
            line = sight.tree.sniff(path).count(b"\n", 0, found.start()) + 1
            place, state = Place(path=path, line=line), State.UNKNOWN_IN_PRODUCTION
            yield sight.folder_of(path), _fact("cache", "Redis", place, state)
            return


def _fact(name: str, value: str, place: Place, state: State = State.ACTIVE) -> RepoFact:
    medium = Confidence.MEDIUM
    return RepoFact(name=name, value=value, place=place, state=state, confidence=medium)
