"""Can a call to another server wait for ever?

Why: requests, urllib, smtplib, axios, Guzzle, RestTemplate and Go's default client wait without limit unless told
otherwise. When the other side hangs, each request
that calls it keeps its thread, until none is left and healthy pages stop answering too.
What to do: pass `timeout=` (connect and read) to every such call, shorter than the server's own request time-out.
Source: https://requests.readthedocs.io/en/latest/user/advanced/#timeouts,
https://docs.python.org/3/library/socket.html#socket.setdefaulttimeout (sockets have no default time-out),
https://pkg.go.dev/net/http#Client, https://axios-http.com/docs/req_config and
https://docs.guzzlephp.org/en/stable/request-options.html#timeout
"""

from checks.advice import advise
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Call, Repo, RepoFact
from checks.probes.repo.facets.outbound import BY_HAND
from checks.probes.repo.python.calls import bounded

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at calls without a time-out; unpacked keywords and scripts that a person runs are left alone."""
    outbound = repo.python.outbound if repo.python else ()
    calls = [one for one in outbound if not BY_HAND.search(one.place.path)]
    others = [one for one in repo.facts("outbound_timeout") if not _python(one)]
    if not calls and not others:
        return not_applicable("no call of a library that waits without limit")
    endless = (one for one in calls if not bounded(one.callee, one.keywords, one.positional))
    return advise(
        (*map(_finding, endless), *map(_first, others)),
        examined=len(calls) + len(others),
        note="every outbound call has a time-out",
    )


def _python(one: RepoFact) -> bool:
    return one.place is None or one.place.path.endswith(".py")


def _first(one: RepoFact) -> Finding:
    """The first such call of its library in a component; whether a request waits for it is not followed there."""
    return Finding(
        message=f"{one.value} waits for ever when the other side hangs",
        remedy="set a time-out of a few seconds on the client",
        severity=Severity.MEDIUM,
        confidence=one.confidence,
        place=one.place,
    )


def _finding(one: Call) -> Finding:
    where = f" inside {one.route}" if one.in_request_path else ""
    return Finding(
        message=f"{one.callee}{where} waits for ever when the other side hangs",
        remedy="pass timeout= of a few seconds",
        severity=Severity.HIGH if one.in_request_path else Severity.MEDIUM,
        confidence=Confidence.HIGH,
        place=one.place,
    )
