"""Same answers, faster: a seeded replay of reads, writes and reads after writes, compared before and after a rung.

Both replays start from the same rows and send the same requests one after the other, so every answer must
be equal. Only the moment at which a row was made differs and is taken out. A rung may declare an age that
its answers can have; then an answer may also be one that the same address gave earlier in the replay, and
only when the replay took no longer than that age.
"""

import http.client
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scaffold.demo.result import Mismatch, Sameness
from scaffold.demo.traffic import PAGES, Request, request, skewed

MADE_NOW = re.compile(r"20(2[5-9]|[3-9]\d)-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)?")
"""Rows of the fill are from 2024; a later moment is the replay's own."""
TIMEOUT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One request of the replay and what came back: its status and its body without the moments of making."""

    method: str
    path: str
    status: int
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """All answers in order, and how long the replay took."""

    answers: tuple[Answer, ...]
    seconds: float


def script(seed: int, rows: Mapping[str, int], rounds: int) -> Iterator[Request]:
    """Rounds of reads, a write, and the reads that show it; every kind of request is in each round but sign-up."""
    dice = random.Random(seed)  # noqa: S311 (reproducible, nothing secret)
    for number in range(rounds):
        user, post, page = (skewed(dice, most) for most in (rows["users"], rows["posts"], PAGES))
        post = rows["posts"] - post if number % 2 else post  # every other one is on the first pages
        reads = [request(kind, user, post, page, "") for kind in ("list", "post", "stats")]
        yield from reads
        yield request("comment", user, post, page, f"same-{number}")
        yield from reads[1:]
        if number % 3 == 0:
            yield request("signup", user, post, page, f"same-{number}")
            yield request("stats", rows["users"] + number // 3 + 1, post, page, "")
            yield reads[0]


def replay(port: int, requests: Iterator[Request]) -> Replay:
    """Send the requests in order over one connection and keep the answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    begun = time.monotonic()
    try:
        answers = tuple(_ask(connection, one) for one in requests)
    finally:
        connection.close()
    return Replay(answers=answers, seconds=time.monotonic() - begun)


def compare(before: Replay, after: Replay, *, stale_s: float = 0.0) -> Sameness:
    """Answer by answer; `stale_s` is the age in seconds that the rung declares (0: every answer is fresh)."""
    history: dict[str, list[Answer]] = defaultdict(list)
    stale, mismatches = 0, []
    for one, other in zip(before.answers, after.answers, strict=True):
        if one != other:
            old = stale_s >= after.seconds and one.method == "GET" and other in history[one.path]
            stale += old
            if not old:
                mismatches.append(_mismatch(one, other))
        history[one.path].append(one)
    return Sameness(
        requests=len(before.answers),
        equal=len(before.answers) - stale - len(mismatches),
        stale=stale,
        stale_s=stale_s,
        mismatches=tuple(mismatches),
    )


def _ask(connection: http.client.HTTPConnection, one: Request) -> Answer:
    headers = {"Content-Type": "application/json"} if one.body else {}
    connection.request(one.method, one.path, body=one.body or None, headers=headers)
    answer = connection.getresponse()
    text = MADE_NOW.sub("now", answer.read().decode())
    try:
        body = json.loads(text)
    except ValueError:
        body = text
    return Answer(method=one.method, path=one.path, status=answer.status, body=body)


def _mismatch(one: Answer, other: Answer) -> Mismatch:
    return Mismatch(request=f"{one.method} {one.path}", before=_short(one), after=_short(other))


def _short(one: Answer) -> str:
    return f"{one.status} {json.dumps(one.body)}"[:400]


def ages(answers: object) -> Iterator[float]:
    """Every age in seconds that a rung's answers declare: numbers under a key `ttl` or `ttl_s`, at any depth."""
    if isinstance(answers, Mapping):
        for key, value in answers.items():
            if key in {"ttl", "ttl_s"} and isinstance(value, int | float):
                yield float(value)
            else:
                yield from ages(value)
    elif isinstance(answers, list | tuple):
        for one in answers:
            yield from ages(one)
