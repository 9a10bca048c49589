"""The choice: greedy by time saved for the size, then swaps and drops until nothing gets better.

Deterministic: ties go by the index's definition, and the bounds count plans, never seconds.
"""

import heapq
import math
from collections.abc import Iterable, Sequence

from checks.lab.candidate import Candidate
from checks.lab.candidates import Wish
from checks.lab.priced import Priced, places

WORTH = 0.0001
"""Share of all time under which an index is not worth its keep (this tool's default)."""
WORTH_OF_REST = 0.005
"""The same, of the time that is still left."""
SPACE = 0.75
"""Share of the time left that indexes as large as all tables together must save: each percent of their bytes three
quarters of a percent of it. Memory and backups grow with them, whatever the size of the database (this tool's default,
from the suite in tests/bench/suite; at twice that, tests/bench/clinic lost indexes that pay tenfold for little)."""
TRIFLE = 0.0005
"""Share of the time still left that a swap must save; without it equal sets would change places for ever."""
FOLD, FOLD_OF_ALL = 0.05, 0.01
"""Shares of the time still left, and of all time, that an index must save beside one that begins with its columns.

The wider one finds the same rows by the same descent. The narrow one only reads fewer pages of them (equal keys are
kept once), which is worth a second index, written by every insert and kept in memory, where long ranges of it are read
all day, and not where a look-up costs a page more. Both are this tool's defaults; the second is about what a day's load
varies by."""
ROUNDS = 5


class Search:
    """One search over the wishes that helped."""

    def __init__(self, priced: Priced, helped: Iterable[Iterable[Wish]], table_bytes: int) -> None:
        self._priced = priced
        offered = sorted({wish.members for found in helped for wish in found})
        self.wishes = [priced.set_of(members) for members in offered]
        self._every = priced.set_of(priced.every)
        # What no index takes away: as a greedy search goes on, its own set's rest would make its first steps dear.
        self._rest = priced.left(self._every)
        self._byte = SPACE * self._rest / max(table_bytes, 1)
        total = priced.workload.total_ms
        self._least = max(WORTH * total, WORTH_OF_REST * self._rest)

    def best(self) -> int:
        """The set to build where space only has its price."""
        chosen = self.filled(0, self.wishes)
        for _ in range(ROUNDS):
            better = self._dropped(self._swapped(chosen))
            if better == chosen:
                break
            chosen = better
        return self._folded(chosen)

    def _net(self, added: int, chosen: int) -> float:
        """What they save, their space paid."""
        new = added & ~chosen
        return self._priced.gain(new, chosen) - self._byte * self._priced.bytes(new)

    def filled(self, chosen: int, wishes: Sequence[int]) -> int:
        """With the best wish first; a wish's worth only falls as others are built, so an old one is a bound."""
        stamp = 0
        self._priced.bound(chosen)
        heap = [(-self._score(wish, chosen), place, 0) for place, wish in enumerate(wishes)]
        heapq.heapify(heap)
        while heap:
            score, place, seen = heapq.heappop(heap)
            wish = wishes[place]
            if seen != stamp:
                heapq.heappush(heap, (-self._score(wish, chosen), place, stamp))
            elif score < 0 and self._pays(wish, chosen):
                chosen, stamp = chosen | wish, stamp + 1
                self._priced.bound(chosen)
        return chosen

    def _score(self, wish: int, chosen: int) -> float:
        new = wish & ~chosen
        return self._priced.gain(new, chosen) / math.sqrt(self._priced.bytes(new)) if new else 0.0

    def _pays(self, members: int, chosen: int) -> bool:
        """Whether they save enough of what is left, space included."""
        return self._net(members, chosen) >= self._least

    def _dropped(self, chosen: int) -> int:
        """Without those that the others have made needless."""
        for place in sorted(places(chosen), key=lambda one: (-self._priced.sizes[one], one)):
            if not self._pays(1 << place, chosen & ~(1 << place)):
                chosen &= ~(1 << place)
        return chosen

    def _trifle(self, chosen: int) -> float:
        """Milliseconds that are no reason for a second or a wider index."""
        left, total = self._priced.left(chosen), self._priced.workload.total_ms
        return max(FOLD * left, FOLD_OF_ALL * total)

    def _folded(self, chosen: int) -> int:
        """Without those whose work a wider one does nearly as well."""
        every = self._priced.every
        for place in places(chosen):
            wider = any(begins(every[other], every[place]) for other in places(chosen))
            without = chosen & ~(1 << place)
            more = self._priced.left(without) - self._priced.left(chosen)
            if wider and more <= self._trifle(chosen):
                chosen = without
        return chosen

    def _swapped(self, chosen: int) -> int:
        """One or two of a table's indexes for another of it, where that is better by more than a trifle."""
        self._priced.bound(chosen)
        for new in places(self._every & ~chosen):
            table = [1 << one for one in places(chosen & self._table_of(new))]
            pairs = [a | b for place, a in enumerate(table) for b in table[place + 1 :]]
            left = self._priced.left(chosen)
            for old in (*table, *pairs):
                rest = chosen & ~old
                if self._net(1 << new, rest) - self._net(old, rest) > TRIFLE * left:
                    chosen = rest | 1 << new
                    break
        return chosen

    def _table_of(self, place: int) -> int:
        return next(one for one in self._priced.tables if one >> place & 1)


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
