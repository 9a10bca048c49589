"""A bounded sample of the keys: SCAN, TYPE and MEMORY USAGE, each of which takes the server microseconds; never KEYS.

SCAN walks the hash table, whose order has nothing to do with a key's age or size, so that what comes first is a
fair sample. A key's name may hold a person's: it is kept as a pattern, `user:*:feed`.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from checks.probes.redis.resp import Line, Refusal, Value
from checks.probes.redis.snapshot import Key, Keys

STEP = 100
"""Keys in one step: about a millisecond of the server's time."""
QUEUES = (
    "queues",
    "celery",
    "_kombu.binding.celery",
    "rq:queues",
    "rq:workers",
    "resque:queues",
    "arq:queue",
    "asynq:queues",
)
"""Keys that job queues always have (Sidekiq, Celery, RQ, Resque, arq, asynq): asked for by name, since a sample of a
million keys may miss the one that matters."""
LARGEST, FREQUENT = 10, 40
"""How many of the largest keys and of the most frequent patterns are kept."""
ABSENT = {"none", "unknown"}
SEPARATORS = re.compile(r"([:./|]+)")
PLAIN = re.compile(r"[A-Za-z_-]{1,24}")
"""A piece of a name that is a word of the program; anything else may be a record's number or a person's name."""


def sample(line: Line, *, most: int, seconds: float, total: int) -> tuple[Keys, str]:
    """At most this many keys in about this many seconds; and why there are no sizes, empty where there are.

    Raises:
        PermissionError: the server does not let this user SCAN; its words.
    """
    kinds, patterns = Counter[str](), Counter[str]()
    examined, size, why, largest = 0, 0, "", list[Key]()
    known = [
        name for name, kind in zip(QUEUES, _types(line, QUEUES), strict=True) if kind not in ABSENT
    ]
    for names in _scanned(line, most=most, until=time.monotonic() + seconds):
        types = _types(line, names)
        sizes = [None] * len(names) if why else line.ask_all([("MEMORY", "USAGE", one) for one in names])  # fmt: skip
        why = why or next((one.text for one in sizes if isinstance(one, Refusal)), "")
        examined += len(names)
        for name, kind, taken in zip(names, types, sizes, strict=True):
            kinds[kind] += 1
            patterns[pattern(name)] += 1
            if isinstance(taken, int):
                size += taken
                largest.append(Key(pattern=pattern(name), kind=kind, bytes=taken))
        largest = sorted(largest, key=lambda one: (-one.bytes, one.pattern))[:LARGEST]
    return Keys(
        examined=examined,
        total=max(total, examined),
        kinds=dict(sorted(kinds.items())),
        patterns={**dict(patterns.most_common(FREQUENT)), **dict.fromkeys(known, 1)},
        bytes=None if why else size,
        largest=() if why else tuple(largest),
        hits=examined - kinds["none"] + len(known),
        misses=kinds["none"] + len(QUEUES) - len(known),
    ), why


def pattern(name: str) -> str:
    """The name without what tells records apart: `user:17:feed` is `user:*:feed`."""
    pieces = SEPARATORS.split(name[:500])
    return "".join(
        one if SEPARATORS.fullmatch(one) or PLAIN.fullmatch(one) or not one else "*"
        for one in pieces
    )[:120]


def _scanned(line: Line, *, most: int, until: float) -> Iterator[list[str]]:
    cursor, given = "0", 0
    while given < most and time.monotonic() < until:
        answer = line.ask("SCAN", cursor, "COUNT", STEP)
        if isinstance(answer, Refusal):
            raise PermissionError(answer.text)
        if not isinstance(answer, list) or len(answer) != 2 or not isinstance(answer[1], list):
            return
        names = [str(one) for one in answer[1]][: most - given]
        given += len(names)
        if names:
            yield names
        cursor = str(answer[0])
        if cursor == "0":
            return


def _types(line: Line, names: Sequence[str]) -> list[str]:
    answers: list[Value] = line.ask_all([("TYPE", one) for one in names])
    return ["unknown" if isinstance(one, Refusal) else str(one) for one in answers]
