"""The choice within a number of bytes: greedy, then exchanges until none makes it better.

Space is free up to the bound, so what is compared is the time left and the writes. An exchange puts one index in and
takes out what its bytes need, at most two; or it takes one out and fills the room again. A set is planned together
with the newcomer before anything is taken out of it: most sets of fewer indexes are then known without a plan.
"""

import heapq
import math
from collections.abc import Iterator

from checks.lab.priced import Priced, places

POWER = 0.5
"""Exponent of the size that a saving is divided by, as without a bound."""
TRIFLE = 0.001
"""Share of the time left that an exchange must save."""
MOST_EXCHANGES = 100
HAIR = 1e-9
MARGIN = 0.05
"""Share of the bound that is kept free, as sizes are estimates; this tool's default."""


class Bounded:
    """One search for the best set of at most so many bytes."""

    def __init__(self, priced: Priced, wishes: list[int], most_bytes: int) -> None:
        self._priced, self._wishes, self._most = priced, wishes, most_bytes * (1 - MARGIN)
        self._every = priced.set_of(priced.every)
        priced.bound(0)
        self._hope = {
            place: priced.gain(1 << place, 0, math.inf) for place in range(len(priced.every))
        }
        """What each index saves at most as was last seen: the order in which they are tried."""

    def best(self) -> int:
        """The set to build."""
        chosen = self._filled(0)
        for _ in range(MOST_EXCHANGES):
            better = self._exchanged(chosen) or self._refilled(chosen)
            if not better:
                break
            chosen = better
        return self._shrunk(chosen)

    def _cost(self, chosen: int) -> float:
        return self._priced.left(chosen) + self._priced.paid(chosen)

    def _fits(self, chosen: int) -> bool:
        return self._priced.bytes(chosen) <= self._most

    def _filled(self, chosen: int, banned: int = 0) -> int:
        """With the best wish for its size as long as one fits; an old worth is a bound, as it only falls."""
        heap = [(-math.inf, place, -1) for place in range(len(self._wishes))]
        saved: list[dict[int, float]] = [{} for _ in self._wishes]
        stamp = 0
        while heap:
            score, place, seen = heapq.heappop(heap)
            wish = self._wishes[place]
            new = wish & ~chosen
            if not new or wish & banned or not self._fits(chosen | new) or score >= 0:
                continue
            if seen == stamp:
                chosen, stamp = chosen | new, stamp + 1
                continue
            root = self._priced.bytes(new) ** POWER
            # A hair less than the next one's: of two that are worth the same, one is planned to its end.
            least = -heap[0][0] * root * (1 - HAIR) if heap else 0.0
            worth = self._priced.gain(new, chosen, least, saved[place])
            heapq.heappush(heap, (-worth / root, place, stamp if worth >= least else -1))
        return chosen

    def _exchanged(self, chosen: int) -> int:
        """This set with one index more, for none, one or two of its own; 0 where no exchange saves enough."""
        trifle = TRIFLE * self._priced.left(chosen)
        self._priced.bound(chosen)
        others = sorted(places(self._every & ~chosen), key=lambda one: (-self._hope[one], one))
        for place in others:
            new = 1 << place
            saved = self._hope[place] = self._priced.gain(new, chosen, trifle)
            if saved <= trifle:
                continue
            for old in self._making_room(chosen, new, saved - trifle):
                return (chosen & ~old) | new
        return 0

    def _making_room(self, chosen: int, new: int, most: float) -> Iterator[int]:
        """What of the set could go for the new index, so that less than this is lost."""
        if self._fits(chosen | new):
            yield 0
        together = chosen | new
        need = self._priced.bytes(together) - self._most
        own = {1 << place: self._priced.sizes[place] for place in places(chosen)}
        # Two of them must free the room: what is too small beside the largest other one is not looked at.
        large = sorted(own.values())[-2:]
        other = {one: large[0] if size == large[-1] else large[-1] for one, size in own.items()}
        roomy = [one for one, size in own.items() if size + other[one] >= need]
        lost = {one: self._priced.lost(one, together, most) for one in roomy}
        cheap = [one for one, ms in lost.items() if ms < most]
        yield from (one for one in cheap if own[one] >= need)
        for place, one in enumerate(cheap):
            for second in cheap[place + 1 :]:
                pair = one | second
                if (
                    own[one] + own[second] >= need
                    and self._priced.lost(pair, together, most) < most
                ):
                    yield pair

    def _refilled(self, chosen: int) -> int:
        """Without one of its indexes and the room filled again; 0 where that is no better."""
        least = self._cost(chosen) - TRIFLE * self._priced.left(chosen)
        for place in places(chosen):
            other = self._filled(chosen & ~(1 << place), 1 << place)
            if self._cost(other) < least:
                return other
        return 0

    def _shrunk(self, chosen: int) -> int:
        """Without those that save nothing."""
        for place in places(chosen):
            if self._priced.lost(1 << place, chosen) <= 0:
                chosen &= ~(1 << place)
        return chosen
