"""Can a call to another server wait for ever?

Why: requests, urllib and smtplib wait without limit unless told otherwise. When the other side hangs, each request
that calls it keeps its thread, until none is left and healthy pages stop answering too.
What to do: pass `timeout=` (connect and read) to every such call, shorter than the server's own request time-out.
Source: https://requests.readthedocs.io/en/latest/user/advanced/#timeouts and
https://docs.python.org/3/library/socket.html#socket.setdefaulttimeout (sockets have no default time-out).
"""

import re

from checks.advice import advise
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Call, Repo
from checks.probes.repo.python.calls import bounded

ADVICE = True
BY_HAND = re.compile(
    r"(^|/)(scripts?|tools?|dev|bin|hack|contrib|ci|utils/dev|management/commands)/|(^|/)setup\.py$"
)


def check(repo: Repo) -> Report:
    """Fires at calls without a time-out; unpacked keywords and scripts that a person runs are left alone."""
    if repo.python is None:
        return not_applicable("no Python application")
    calls = [one for one in repo.python.outbound if not BY_HAND.search(one.place.path)]
    if not calls:
        return not_applicable("no call of requests, urllib or smtplib")
    return advise(
        (_finding(one) for one in calls if not bounded(one.callee, one.keywords, one.positional)),
        examined=len(calls),
        note="every outbound call has a time-out",
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
