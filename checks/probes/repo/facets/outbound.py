"""Outbound calls of libraries that wait without limit unless they are told otherwise, without a time-out.

Go's `http.Get` and its like use a client without time-out (https://pkg.go.dev/net/http#Client), axios waits for
ever by default (https://axios-http.com/docs/req_config), `new RestTemplate()` sets none, Guzzle's default is 0
(https://docs.guzzlephp.org/en/stable/request-options.html#timeout), and neither Typhoeus nor requests has one. Ruby's
Net::HTTP, .NET's HttpClient, httpx, OkHttp and Elixir's clients have a limit of their own and are left alone.
"""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.code import Hit
from checks.probes.repo.python.calls import bounded
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

AXIOS = re.compile(rb"axios\.defaults\.timeout\s*=|axios\.create\([^)]{0,400}\btimeout\b")
GUZZLE = re.compile(
    rb"^use GuzzleHttp\\(?:Client\b|\{[^}]*\bClient\b)|new \\?GuzzleHttp\\Client", re.M
)
GO_HTTP = re.compile(rb"^(?:import)?[ \t]*\"net/http\"$", re.M)
BY_HAND = re.compile(
    r"(^|/)(scripts?|tools?|dev|bin|hack|contrib|ci|docker|utils/dev|management/commands)/|(^|/)setup\.py$|^build/"
)
"""What a person or an image's health check runs."""
WITH_BODY = {"post", "put", "patch"}
LONGEST = 390
"""Characters of a call that are seen; of a longer one the end is not known."""


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`outbound_timeout`: the first such call of each library in each component."""
    seen: set[tuple[str, str]] = set()
    for value, place in (*_python(sight), *_others(sight)):
        folder = sight.folder_of(place.path)
        if (folder, value) not in seen:
            seen.add((folder, value))
            yield (
                folder,
                RepoFact(name="outbound_timeout", value=f"{value} without a time-out", place=place),
            )


def _python(sight: Sight) -> Iterator[tuple[str, Place]]:
    for one in sight.python.outbound if sight.python else ():
        if not BY_HAND.search(one.place.path) and not bounded(
            one.callee, one.keywords, one.positional
        ):
            yield one.callee, one.place


def _others(sight: Sight) -> Iterator[tuple[str, Place]]:
    hits = [one for one in sight.hits if one.facet == "outbound_timeout"]
    limited = any(
        one.value == "axios" and AXIOS.search(sight.tree.sniff(one.place.path)) for one in hits
    )
    for one in hits:
        if BY_HAND.search(one.place.path) or len(one.source) >= LONGEST:
            continue
        if _endless(sight, one) and not (one.value == "axios" and limited):
            yield one.value, one.place


def _endless(sight: Sight, one: Hit) -> bool:
    data = sight.tree.sniff(one.place.path)
    if one.value == "Guzzle":
        return GUZZLE.search(data) is not None
    if one.value == "http.DefaultClient":
        return GO_HTTP.search(data) is not None
    if one.value == "axios":
        return _of_a_server(sight, one.place.path) and _without_settings(one.source)
    return True


def _of_a_server(sight: Sight, path: str) -> bool:
    """A component with a framework and without pages: a browser gives up by itself, and its user sooner."""
    home = sight.folder_of(path)
    own = {facet for one, facet, _ in sight.told if sight.folder_of(one.place.path) == home}
    return "framework" in own and "frontend" not in own


def _without_settings(source: str) -> bool:
    """No argument of an axios call can hold a time-out: none is left over for settings, or a literal shows all."""
    verb = re.match(r"axios(?:\.(\w+))?", source)
    arguments = _arguments(source)
    settings = (
        2 if verb and verb.group(1) in WITH_BODY else 0 if not (verb and verb.group(1)) else 1
    )
    if verb and verb.group(1) in {"create", "request"}:
        settings = 0
    return len(arguments) <= settings or arguments[settings].startswith("{")


def _arguments(source: str) -> list[str]:
    """The arguments of a call as texts, cut at commas that stand inside no bracket and no string."""
    found, depth, start, quote = [], 0, source.find("(") + 1, ""
    for at in range(start - 1, len(source)):
        one = source[at]
        if quote:
            quote = "" if one == quote and source[at - 1] != "\\" else quote
        elif one in "\"'`":
            quote = one
        elif one in "([{":
            depth += 1
        elif one in ")]}":
            depth -= 1
            if not depth:
                found.append(source[start:at])
                break
        elif one == "," and depth == 1:
            found.append(source[start:at])
            start = at + 1
    return [text for one in found if (text := one.strip())]
