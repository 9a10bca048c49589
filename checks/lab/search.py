"""The choice: greedy by time saved for the size, then swaps and drops until nothing gets better.

Deterministic: ties go by the index's definition, and the bounds count plans, never seconds.
"""

import heapq
import math
from collections.abc import Iterable, Sequence

from checks.lab.candidate import Candidate
from checks.lab.candidates import Wish
from checks.lab.shadow import Shadow
from checks.lab.trials import Tester, Trials
from checks.lab.workload import Workload
from checks.lab.writes import Write, together

WORTH = 0.0001
"""Share of all time under which an index is not worth its keep (this tool's default)."""
WORTH_OF_REST = 0.005
"""The same, of the time that is still left."""
SPACE = 1.5
"""Share of the time left that indexes as large as all tables together must save: each percent of their bytes one and a
half percent of it. Memory and backups grow with them, whatever the size of the database (this tool's default, from the
suite in tests/bench/suite)."""
TRIFLE = 0.0005
"""Share of the time still left that a swap must save; without it equal sets would change places for ever."""
FOLD, FOLD_OF_ALL = 0.05, 0.01
"""Shares of the time still left, and of all time, that an index must save beside one that begins with its columns.

The wider one finds the same rows by the same descent. The narrow one only reads fewer pages of them (equal keys are
kept once), which is worth a second index, written by every insert and kept in memory, where long ranges of it are read
all day, and not where a look-up costs a page more. Both are this tool's defaults; the second is about what a day's load
varies by."""
MOST_PLANS = 30_000
ROUNDS = 5
HALVINGS, LEAST_PRICE = 6, 1e-9
FASTEST_MS = 0.02
"""A statement through an index hardly runs faster than this (this tool's default)."""


class Search:
    """One search over the wishes that helped."""

    def __init__(
        self,
        workload: Workload,
        trials: Trials,
        shadow: Shadow,
        tester: Tester,
        writes: Sequence[Write],
        table_bytes: int,
    ) -> None:
        self._workload, self._trials, self._shadow = workload, trials, shadow
        self._tester, self._writes = tester, writes
        wished = [{each for wish in found for each in wish.members} for found in trials.helped]
        every = sorted(trials.sizes)
        # By question: the indexes that may help it.
        self.relevant = [
            frozenset(one for one in every if any(serves_too(one, each) for each in own))
            for own in wished
        ]
        self._asking: dict[Candidate, list[int]] = {}
        for place, found in enumerate(self.relevant):
            for one in found:
                self._asking.setdefault(one, []).append(place)
        # What no index takes away: as a greedy search goes on, its own set's rest would make its first steps dear.
        self._rest = self.left(frozenset(self._asking))
        self._byte = SPACE * self._rest / max(table_bytes, 1)

    def best(self, most_bytes: int | None = None) -> list[Candidate]:
        """The set to build, sorted.

        Args:
            most_bytes: that the set may take, as estimated. Space is free up to there, and gets dearer until the set
                takes no more.
        """
        if most_bytes is None:
            return sorted(self._settled())
        low, usual, self._byte = 0.0, self._byte, 0.0
        chosen = self._settled()
        if self._bytes(chosen) <= most_bytes:
            return sorted(chosen)
        self._byte = max(usual, LEAST_PRICE)
        while self._bytes(chosen := self._settled()) > most_bytes:
            low, self._byte = self._byte, 2 * self._byte
        high, fitting = self._byte, chosen
        for _ in range(HALVINGS):
            self._byte = (low + high) / 2
            chosen = self._settled()
            if self._bytes(chosen) <= most_bytes:
                high, fitting = self._byte, chosen
            else:
                low = self._byte
        return sorted(fitting)

    def _settled(self) -> frozenset[Candidate]:
        """The set at today's price of space."""
        chosen = self._greedy()
        for _ in range(ROUNDS):
            better = self._dropped(self._swapped(chosen))
            if better == chosen:
                break
            chosen = better
        return self._folded(chosen)

    def time(self, place: int, chosen: frozenset[Candidate]) -> float:
        """Milliseconds of this question's calls with these indexes."""
        question = self._workload.questions[place]
        mine = chosen & self.relevant[place]
        if not mine or self._spent:
            return question.total_ms
        seen = self._tester.price(question, mine)
        if not seen.used:
            return question.total_ms
        calls = question.statement.calls
        most = max(self._trials.sizes[one].search_ms for one in mine if one.name in seen.used)
        if question.blind:
            each = max(self._workload.ms_per_cost * seen.cost, FASTEST_MS) + most
            return min(question.total_ms, each * calls)
        floor = min(question.total_ms, FASTEST_MS * calls)
        share = min(1.0, seen.cost / max(question.cost, 0.01))
        after = max(floor, question.total_ms * share) + most * calls
        # How long a pattern is and how much it finds, nobody knows: what promises little there is no help.
        doubtful = question.searches and after > question.total_ms / 2
        return question.total_ms if doubtful else after

    def gain(self, added: Iterable[Candidate], chosen: frozenset[Candidate]) -> float:
        """Milliseconds that these take away from the set's time, their writes paid."""
        new = frozenset(added) - chosen
        places = sorted({place for one in new for place in self._asking.get(one, ())})
        saved = sum(self.time(place, chosen) - self.time(place, chosen | new) for place in places)
        return saved - (self.paid(chosen | new) - self.paid(chosen))

    def paid(self, chosen: frozenset[Candidate]) -> float:
        """Milliseconds that these add to the writes."""
        tables: dict[tuple[str, str], list[Candidate]] = {}
        for one in chosen:
            tables.setdefault((one.schema, one.table), []).append(one)
        return math.fsum(together(one, self._writes) for one in tables.values())

    def left(self, chosen: frozenset[Candidate]) -> float:
        """Milliseconds of all questions with these indexes."""
        return sum(self.time(place, chosen) for place in range(len(self._workload.questions)))

    @property
    def _spent(self) -> bool:
        return self._shadow.plans > MOST_PLANS

    def _bytes(self, members: Iterable[Candidate]) -> int:
        return sum(self._trials.sizes[one].bytes for one in members)

    def _net(self, members: Iterable[Candidate], chosen: frozenset[Candidate]) -> float:
        """What they save, their space paid."""
        new = [one for one in members if one not in chosen]
        return self.gain(new, chosen) - self._byte * self._bytes(new)

    def _greedy(self) -> frozenset[Candidate]:
        """The best wish first; a wish's worth only falls as others are built, so an old one is a bound."""
        chosen: frozenset[Candidate] = frozenset()
        offered = sorted(
            {wish for found in self._trials.helped for wish in found}, key=lambda one: one.members
        )
        heap = [(-self._score(wish, chosen), place, 0) for place, wish in enumerate(offered)]
        heapq.heapify(heap)
        stamp = 0
        while heap:
            score, place, seen = heapq.heappop(heap)
            wish = offered[place]
            if seen != stamp:
                heapq.heappush(heap, (-self._score(wish, chosen), place, stamp))
            elif score < 0 and self._pays(wish.members, chosen):
                chosen, stamp = chosen | set(wish.members), stamp + 1
        return chosen

    def _score(self, wish: Wish, chosen: frozenset[Candidate]) -> float:
        new = [one for one in wish.members if one not in chosen]
        return self.gain(new, chosen) / math.sqrt(self._bytes(new)) if new else 0.0

    def _pays(self, members: Iterable[Candidate], chosen: frozenset[Candidate]) -> bool:
        """Whether they save enough of what is left, space included."""
        least = max(WORTH * self._workload.total_ms, WORTH_OF_REST * self._rest)
        return self._net(members, chosen) >= least

    def _dropped(self, chosen: frozenset[Candidate]) -> frozenset[Candidate]:
        """Without those that the others have made needless."""
        for one in sorted(chosen, key=lambda one: (-self._trials.sizes[one].bytes, one)):
            if not self._pays([one], chosen - {one}):
                chosen = chosen - {one}
        return chosen

    def _trifle(self, chosen: frozenset[Candidate]) -> float:
        """Milliseconds that are no reason for a second or a wider index."""
        return max(FOLD * self.left(chosen), FOLD_OF_ALL * self._workload.total_ms)

    def _folded(self, chosen: frozenset[Candidate]) -> frozenset[Candidate]:
        """Without those whose work a wider one does nearly as well."""
        for one in sorted(chosen):
            wider = [other for other in chosen if begins(other, one)]
            more = self.left(chosen - {one}) - self.left(chosen)
            if wider and more <= self._trifle(chosen):
                chosen = chosen - {one}
        return chosen

    def _swapped(self, chosen: frozenset[Candidate]) -> frozenset[Candidate]:
        """One or two of a table's indexes for another of it, where that is better by more than a trifle."""
        for new in sorted(set(self._trials.sizes) - chosen):
            table = sorted(
                one for one in chosen if (one.schema, one.table) == (new.schema, new.table)
            )
            pairs = [(a, b) for place, a in enumerate(table) for b in table[place + 1 :]]
            left = self.left(chosen)
            for old in [*((one,) for one in table), *pairs]:
                rest = chosen - set(old)
                before, after = (self._net(one, rest) for one in (old, [new]))
                if after - before > TRIFLE * left:
                    chosen = rest | {new}
                    break
        return chosen


def serves_too(one: Candidate, wished: Candidate) -> bool:
    """Whether it may do the work of the one that a statement wished for: it is that, or finds rows by the same key."""
    return one == wished or (
        (one.schema, one.table, one.method, one.keys[0])
        == (wished.schema, wished.table, "btree", wished.keys[0])
        and one.where in ("", wished.where)
    )


def begins(wide: Candidate, narrow: Candidate) -> bool:
    """Whether the wide index begins with the whole narrow one: two btrees of one table over all of its rows."""
    whole = all(one.method == "btree" and not one.where for one in (wide, narrow))
    return (
        whole
        and not narrow.include
        and (wide.schema, wide.table) == (narrow.schema, narrow.table)
        and wide != narrow
        and wide.keys[: len(narrow.keys)] == narrow.keys
    )
