"""Prices one statement with some of the tried indexes, in the lab."""

from collections.abc import Iterable, Mapping
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
        self._priced: dict[str, dict[frozenset[str], Seen]] = {}
        self._telling: set[str] = set()
        """Indexes on expressions: their statistics change what is expected, whether or not a plan reads them."""

    def price(self, question: Question, indexes: Iterable[Candidate]) -> Seen:
        """The price with just these new indexes."""
        shown = list(indexes)
        names = frozenset(one.name for one in shown)
        self._telling |= {one.name for one in shown if any(key.expression for key in one.keys)}
        known = self._priced.setdefault(question.statement.id, {})
        if names not in known:
            known[names] = self._derived(known, names) or self._planned(question, names)
        return known[names]

    def _derived(self, known: Mapping[frozenset[str], Seen], names: frozenset[str]) -> Seen | None:
        for shown, seen in known.items():
            if seen.used <= names <= shown and self._telling.isdisjoint(shown - names):
                return seen
        return None

    def _planned(self, question: Question, names: frozenset[str]) -> Seen:
        self._shadow.show(names)
        tried = zip(map(self._shadow.priced, question.texts), question.weights, strict=True)
        made = [(one, weight) for one, weight in tried if isinstance(one, Plan)]
        more = self._plans(question.also)
        read = frozenset[str]().union(*(one.indexes for one in (*(one for one, _ in made), *more)))
        prices = [question.price(one) for one, _ in made]
        price = fmean(prices, [weight for _, weight in made]) if made else question.cost
        return Seen(price + sum(one.cost for one in more), read & names)

    def _plans(self, texts: Iterable[str]) -> list[Plan]:
        return [one for one in map(self._shadow.priced, texts) if isinstance(one, Plan)]
