"""Prices one statement with some of the tried indexes, in the lab."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from checks.lab.candidate import Candidate
from checks.lab.plans import Plan
from checks.lab.whatif import WhatIf
from checks.lab.workload import Question


@dataclass(frozen=True, slots=True)
class Seen:
    """A question's price with some new indexes, and which of them its plans read."""

    cost: float
    used: frozenset[str]


class Tester:
    """Prices questions in the lab; the same question with the same indexes is planned once.

    Nor is it planned again with fewer indexes than an earlier plan could choose from, as long as those that it took are
    among them: the cheapest of many plans is the cheapest of some of them.
    """

    def __init__(self, shadow: WhatIf) -> None:
        self._shadow = shadow
        self._bits: dict[Candidate, int] = {}
        """A set of indexes is a number here: a search looks through many of them for each price."""
        self._priced: dict[str, dict[int, Seen]] = {}
        self._planned_with: dict[str, list[tuple[int, int, Seen]]] = {}
        """By statement: the indexes that were shown, those of them that were read, and what came of it."""
        self._telling = 0
        """Indexes on expressions: their statistics change what is expected, whether or not a plan reads them."""

    def price(self, question: Question, indexes: Iterable[Candidate]) -> Seen:
        """The price with just these new indexes."""
        shown = list(indexes)
        members = sum({self._bit(one) for one in shown})
        known = self._priced.setdefault(question.statement.id, {})
        if members not in known:
            earlier = self._planned_with.setdefault(question.statement.id, [])
            known[members] = self._derived(earlier, members) or self._planned(question, shown)
        return known[members]

    def _bit(self, one: Candidate) -> int:
        if one not in self._bits:
            self._bits[one] = 1 << len(self._bits)
            if any(key.expression for key in one.keys):
                self._telling |= self._bits[one]
        return self._bits[one]

    def _derived(self, earlier: Sequence[tuple[int, int, Seen]], members: int) -> Seen | None:
        for shown, used, seen in earlier:
            if not (used & ~members or members & ~shown or self._telling & shown & ~members):
                return seen
        return None

    def _planned(self, question: Question, indexes: Sequence[Candidate]) -> Seen:
        named = {one.name: self._bit(one) for one in indexes}
        self._shadow.show(named)
        tried = zip(map(self._shadow.priced, question.texts), question.weights, strict=True)
        made = [(one, weight) for one, weight in tried if isinstance(one, Plan)]
        more = self._plans(question.also)
        read = frozenset[str]().union(*(one.indexes for one in (*(one for one, _ in made), *more)))
        prices = [question.price(one) for one, _ in made]
        price = fmean(prices, [weight for _, weight in made]) if made else question.cost
        seen = Seen(price + sum(one.cost for one in more), read & named.keys())
        used = sum(named[one] for one in seen.used)
        self._planned_with[question.statement.id].append((sum(named.values()), used, seen))
        return seen

    def _plans(self, texts: Iterable[str]) -> list[Plan]:
        return [one for one in map(self._shadow.priced, texts) if isinstance(one, Plan)]
