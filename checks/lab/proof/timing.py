"""Runs a statement without and with some indexes, in turns, so that a machine's mood falls on both alike.

The server's own clock counts (EXPLAIN ANALYZE's execution time: without planning and the way to the client). For each
value set the least of the rounds stands for it: what else the machine did only ever adds.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.lab.plans import nodes
from checks.lab.proof.copy import Copy, Failed, Run
from checks.lab.proof.inputs import Subject

ROUNDS = 5
EACH_S = 2.0
"""Seconds for one statement's rounds, after which no further round is begun (this tool's defaults)."""
QUICK_MS = 50.0
"""A statement faster than this runs twice in a row: dropping an index, and undoing that, empties the session's own
caches of the table, and the first run fills them again."""
SHORTEST_S, LONGEST_S = 5.0, 60.0
"""One execution is ended after three times its measured mean, within these bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Mean milliseconds of a call over the value sets."""

    without_ms: float
    with_ms: float
    cut: bool = False
    """Without, it was ended before it was done."""
    expected_rows: float = 0.0
    rows: float = 0.0
    """Of the table that the planner judged worst, without the indexes."""


def paired(
    copy: Copy,
    subject: Subject,
    drops: Sequence[str],
    *,
    rounds: int = ROUNDS,
    each_s: float = EACH_S,
) -> Pair | str:
    """The statement without what these statements drop, and with it; or why it could not be run.

    Args:
        copy: with all the indexes.
        subject: the statement with its value sets.
        drops: `DROP INDEX ...` of those to be without.
        rounds: at most.
        each_s: seconds after which no round is begun.
    """
    limit = limit_s(subject)
    sides: dict[str, _Side] = {text: _Side() for text in subject.texts}
    begun, reason = time.monotonic(), "it has no values"
    for _ in range(rounds):
        for text, side in [*sides.items()]:
            if not side.cut:
                with copy.without(drops):
                    side.add(_once(copy, text, limit), bare=True)
            side.add(_once(copy, text, limit), bare=False)
            if side.failed:
                reason = side.failed
                del sides[text]
        if not sides or time.monotonic() - begun > each_s:
            break
    return _mean([*sides.values()]) if sides else reason


def limit_s(subject: Subject) -> float:
    """Seconds that one execution may take."""
    return min(LONGEST_S, max(SHORTEST_S, 3 * subject.statement.mean_ms / 1000))


class _Side:
    """What one value set came to."""

    def __init__(self) -> None:
        self.bare_ms: float | None = None
        self.full_ms: float | None = None
        self.cut = False
        self.failed = ""
        self.judged: tuple[float, float] = (0.0, 0.0)

    def add(self, run: Run | Failed, *, bare: bool) -> None:
        """Take one execution in; the least of each kind stays."""
        if isinstance(run, Failed):
            both = run.slow and not bare and self.cut
            if not run.slow or both:
                self.failed = (
                    f"it took more than {run.seconds:.3g} s both ways" if both else run.reason
                )
            self.cut = self.cut or (bare and run.slow)
        ms = run.seconds * 1000 if isinstance(run, Failed) else run.ms
        if bare:
            self.bare_ms = min(ms, self.bare_ms or ms)
            self.judged = self.judged if isinstance(run, Failed) else misjudged(run.tree)
        else:
            self.full_ms = min(ms, self.full_ms or ms)


def _once(copy: Copy, text: str, limit: float) -> Run | Failed:
    first = copy.run(text, limit)
    if isinstance(first, Failed) or first.ms > QUICK_MS:
        return first
    again = copy.run(text, limit)
    return first if isinstance(again, Failed) or first.ms < again.ms else again


def _mean(sides: Sequence[_Side]) -> Pair:
    count = len(sides)
    worst = max((one.judged for one in sides), key=_factor)
    return Pair(
        without_ms=sum(one.bare_ms or 0.0 for one in sides) / count,
        with_ms=sum(one.full_ms or 0.0 for one in sides) / count,
        cut=any(one.cut for one in sides),
        expected_rows=worst[0],
        rows=worst[1],
    )


def misjudged(tree: Mapping[str, Any]) -> tuple[float, float]:
    """Rows expected and rows that came of the table that the planner judged worst, a loop each.

    Below a LIMIT fewer rows than expected say nothing: the reading was stopped.
    """
    cut = any(one["Node Type"] == "Limit" for one in nodes(tree))
    found = [
        (float(one["Plan Rows"]), float(one["Actual Rows"]))
        for one in nodes(tree)
        if "Relation Name" in one and one.get("Actual Loops") and one["Node Type"] != "ModifyTable"
    ]
    return max(
        (one for one in found if not cut or one[1] > one[0]), key=_factor, default=(0.0, 0.0)
    )


def _factor(rows: tuple[float, float]) -> float:
    expected, came = max(rows[0], 1.0), max(rows[1], 1.0)
    return max(expected / came, came / expected)
