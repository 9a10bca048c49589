"""What any set of the tried indexes leaves of the time: planned once, remembered, worked out where it can be.

A set is a number whose bits are the places of its members in `every`: a search asks for hundreds of thousands of them.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from checks.lab.candidate import Candidate
from checks.lab.tester import Tester
from checks.lab.trials import Trials
from checks.lab.whatif import WhatIf
from checks.lab.workload import Workload
from checks.lab.writes import Write, together

MOST_PLANS = 15_000
"""What is not known by then counts as no help (this tool's default; a minute where a plan takes four milliseconds)."""
FASTEST_MS = 0.02
"""A statement through an index hardly runs faster than this (this tool's default)."""


class Priced:
    """The workload's time with sets of the candidates that helped."""

    def __init__(
        self, workload: Workload, trials: Trials, shadow: WhatIf, tester: Tester, writes: Sequence[Write]
    ) -> None:  # fmt: skip
        self.workload, self.every = workload, tuple(sorted(trials.sizes))
        self._trials, self._shadow, self._tester, self._writes = trials, shadow, tester, writes
        self._place = {one: place for place, one in enumerate(self.every)}
        self.sizes = tuple(trials.sizes[one].bytes for one in self.every)
        wished = [{each for wish in found for each in wish.members} for found in trials.helped]
        allowed = tuple(
            self.set_of(
                one
                for one in self.every
                if leads(one) in asked or any(serves_too(one, each) for each in own)
            )
            for own, asked in zip(wished, trials.asked, strict=True)
        )
        self.relevant = tuple(
            self._taken(place, wide) | self.set_of(each for each in own if each in self._place)
            for place, (wide, own) in enumerate(zip(allowed, wished, strict=True))
        )
        """By question: the indexes that may help it."""
        # Planning gets slower with every index of a table, shown or not.
        shadow.discard(
            one.name
            for place, one in enumerate(self.every)
            if not any(wanted >> place & 1 for wanted in self.relevant)
        )
        self._times: list[dict[int, float]] = [{} for _ in self.relevant]
        self._bounds: list[list[tuple[int, float]]] = [[] for _ in self.relevant]
        """By question: sets that were planned by `bound`, and the time with each."""
        self._paid: dict[int, float] = {0: 0.0}
        tables: dict[tuple[str, str], int] = {}
        for place, one in enumerate(self.every):
            table = (one.schema, one.table)
            tables[table] = tables.get(table, 0) | 1 << place
        self.tables = tuple(tables.values())

    def _taken(self, place: int, others: int) -> int:
        """Those of these that the planner takes for the question where the better ones are not there.

        What it takes in no company need not be asked about again.
        """
        found, taken = 0, others
        while taken:
            taken = self._read(place, others) & others
            found, others = found | taken, others & ~taken
        return found

    def _read(self, place: int, shown: int) -> int:
        """Those of these indexes that the question's plans read."""
        members = self.members(shown)
        used = self._tester.price(self.workload.questions[place], members).used
        return self.set_of(one for one in members if one.name in used)

    def set_of(self, members: Iterable[Candidate]) -> int:
        """The set of these."""
        return sum(1 << self._place[one] for one in set(members))

    def members(self, chosen: int) -> list[Candidate]:
        """Those in this set, sorted."""
        return [self.every[place] for place in places(chosen)]

    def bytes(self, chosen: int) -> int:
        """Estimated bytes of them together."""
        return sum(self.sizes[place] for place in places(chosen))

    def time(self, question: int, chosen: int) -> float:
        """Milliseconds of this question's calls with these indexes."""
        mine = chosen & self.relevant[question]
        known = self._times[question]
        if mine not in known:
            known[mine] = self._time(question, mine)
        return known[mine]

    def left(self, chosen: int) -> float:
        """Milliseconds of all questions with these indexes."""
        return sum(self.time(place, chosen) for place in range(len(self.relevant)))

    def gain(
        self, added: int, chosen: int, least: float = -math.inf,
        earlier: dict[int, float] | None = None,
    ) -> float:  # fmt: skip
        """Milliseconds that these take away from the set's time, their writes paid.

        Where they cannot reach `least` it is planned no further: what comes back is then less, and no less than they
        save, since no question gets faster than with more indexes that may help it.

        Args:
            added: the newcomers.
            chosen: the set.
            least: what is of use to the caller.
            earlier: what they saved of each question in smaller sets, kept up to date here; as a set grows, that falls.
        """
        new = added & ~chosen
        asking = self._asking(new)
        before = [self.time(place, chosen) for place in asking]
        known = {} if earlier is None else earlier
        hope = [
            # The planner may be misled by more indexes: what it then loses is no bound.
            max(0.0, min(now - self._floor(place, chosen | new), known.get(place, math.inf)))
            for place, now in zip(asking, before, strict=True)
        ]
        saved, open_hope = 0.0, math.fsum(hope)
        paid = self.paid(chosen | new) - self.paid(chosen)
        for place, now, most in zip(asking, before, hope, strict=True):
            if saved + open_hope - paid < least:
                return saved + open_hope - paid
            known[place] = now - self.time(place, chosen | new)
            saved, open_hope = saved + known[place], open_hope - most
        return saved - paid

    def lost(self, old: int, chosen: int, most: float = math.inf) -> float:
        """Milliseconds that the set's time grows by without these, the writes saved.

        Where it is `most` or more it is planned no further: what comes back is then no more than they are worth.
        """
        rest, spared = chosen & ~old, self.paid(chosen) - self.paid(chosen & ~old)
        asking = self._asking(old & chosen)
        now = [self.time(place, chosen) for place in asking]
        # Without both of two a question is no faster than without one of them, which is known by now.
        sure = [
            max(
                self._times[place].get((chosen & ~(1 << one)) & self.relevant[place], ms)
                for one in places(old)
            )
            - ms
            for place, ms in zip(asking, now, strict=True)
        ]
        grown = math.fsum(sure)
        for place, ms, least in zip(asking, now, sure, strict=True):
            if grown - spared >= most:
                break
            grown += self.time(place, rest) - ms - least
        return grown - spared

    def bound(self, chosen: int) -> None:
        """Plan each question with ever fewer of the other indexes: what these do not help, none of them does alone.

        One plan that reads none of many indexes prices the set with any one of them.
        """
        for place, relevant in enumerate(self.relevant):
            others = taken = relevant & ~chosen
            self._bounds[place] = found = []
            while taken:
                shown = (chosen | others) & relevant
                found.append((shown, self.time(place, shown)))
                taken = self._read(place, shown) & others
                others &= ~taken

    def _floor(self, question: int, chosen: int) -> float:
        """What the question takes at least with these: no less than with more of them that is known."""
        mine = chosen & self.relevant[question]
        known = [ms for shown, ms in self._bounds[question] if not mine & ~shown]
        return max(known, default=0.0)

    def _asking(self, members: int) -> list[int]:
        """The questions that one of these may help."""
        return [place for place, own in enumerate(self.relevant) if own & members]

    def paid(self, chosen: int) -> float:
        """Milliseconds that these add to the writes."""
        return math.fsum(self._paid_for(chosen & table) for table in self.tables)

    def reads(self, question: int, chosen: int, one: Candidate) -> bool:
        """Whether the question's plans read this index of the set."""
        mine = chosen & self.relevant[question]
        if not mine >> self._place[one] & 1:
            return False
        asked = self.workload.questions[question]
        return one.name in self._tester.price(asked, self.members(mine)).used

    def _paid_for(self, one_table: int) -> float:
        if one_table not in self._paid:
            self._paid[one_table] = together(self.members(one_table), self._writes)
        return self._paid[one_table]

    def _time(self, place: int, mine: int) -> float:
        question = self.workload.questions[place]
        if not mine or self._shadow.plans > MOST_PLANS:
            return question.total_ms
        members = self.members(mine)
        seen = self._tester.price(question, members)
        if not seen.used:
            return question.total_ms
        calls = question.statement.calls
        most = max(self._trials.sizes[one].search_ms for one in members if one.name in seen.used)
        if question.blind:
            each = max(self.workload.ms_per_cost * seen.cost, FASTEST_MS) + most
            return min(question.total_ms, each * calls)
        floor = min(question.total_ms, FASTEST_MS * calls)
        share = min(1.0, seen.cost / max(question.cost, 0.01))
        after = max(floor, question.total_ms * share) + most * calls
        # How long a pattern is and how much it finds, nobody knows: what promises little there is no help.
        doubtful = question.searches and after > question.total_ms / 2
        return question.total_ms if doubtful else after


def places(chosen: int) -> Iterator[int]:
    """The places of a set's members in `every`."""
    while chosen:
        lowest = chosen & -chosen
        yield lowest.bit_length() - 1
        chosen ^= lowest


def leads(one: Candidate) -> tuple[str, str, str]:
    """Schema and table of a btree over all rows, and the column that it is entered by; that "" where it is none."""
    plain = one.method == "btree" and not one.where
    return one.schema, one.table, one.keys[0].column if plain else ""


def serves_too(one: Candidate, wished: Candidate) -> bool:
    """Whether it may do the work of the one that a statement wished for: it is that, or finds rows by the same key."""
    return one == wished or (
        (one.schema, one.table, one.method, one.keys[0])
        == (wished.schema, wished.table, "btree", wished.keys[0])
        and one.where in ("", wished.where)
    )
