"""The demo's requests: a seeded stream for each user, the same in every phase but for its fresh keys.

The mix is 45 list / 35 post / 13 stats / 5 comment / 2 sign-up. Which page, post or user a request asks for
is log-uniform (of a million, the first thousand together are as popular as all the rest), the shape that
web page popularity has (Breslau et al., "Web Caching and Zipf-like Distributions", 1999). Nobody leafs
further than a hundred pages.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

MIX = {"list": 45, "post": 35, "stats": 13, "comment": 5, "signup": 2}
PAGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request and the status that counts as answered."""

    kind: str
    method: str
    path: str
    body: bytes
    expected: int


def stream(*, seed: int, user: int, users: int, posts: int, phase: str) -> Iterator[Request]:
    """Endless requests of one of the closed-loop users against `users` and `posts` rows.

    `phase` goes into every key that must be new (a sign-up's address).
    """
    dice = random.Random(f"{seed}/{user}")  # noqa: S311 (a reproducible load, nothing secret)
    kinds, weights = tuple(MIX), tuple(MIX.values())
    number = 0
    while True:
        number += 1
        kind = dice.choices(kinds, weights)[0]
        one, post = skewed(dice, users), skewed(dice, posts)
        yield request(kind, one, post, skewed(dice, PAGES), f"{phase}-{user}-{number}")


def skewed(dice: random.Random, rows: int) -> int:
    """An id from 1 to `rows`, log-uniform."""
    return min(rows, int((rows + 1) ** dice.random()))


def request(kind: str, user: int, post: int, page: int, key: str) -> Request:
    """The request of this kind; `key` is new to the database."""
    if kind == "list":
        return _get(kind, f"/posts?page={page}")
    if kind == "post":
        return _get(kind, f"/posts/{post}")
    if kind == "stats":
        return _get(kind, f"/users/{user}/stats")
    if kind == "comment":
        said = {"author_id": user, "body": f"I see it the same way ({key})."}
        return _post(kind, f"/posts/{post}/comments", said)
    return _post(kind, "/users", {"name": f"Guest {key}", "email": f"{key}@guests.example"})


def _get(kind: str, path: str) -> Request:
    return Request(kind=kind, method="GET", path=path, body=b"", expected=200)


def _post(kind: str, path: str, data: dict[str, object]) -> Request:
    body = json.dumps(data).encode()
    return Request(kind=kind, method="POST", path=path, body=body, expected=201)
