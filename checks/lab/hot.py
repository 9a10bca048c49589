"""Where an index takes frequent updates off their page: what reading gains by it, and the set that leaves them there.

An update stays on its page only while no indexed column changes (HOT, checks/lab/writes.py). Off it, it writes to every
index of its table: on the suite in tests/bench/suite 60,000 an hour took 4.0 s in place of 1.3, and the table's indexes
grew from 19 to 36 MB. A statement's clock sees neither that growth nor its WAL, so reading must gain far more than the
updates pay, or an index without the column must serve it badly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.lab.candidate import Candidate
from checks.lab.priced import Priced, places
from checks.lab.search import Search
from checks.lab.writes import Write, takes_off_page
from checks.probes.postgres import Statement

TIMES = 10.0
"""Times what its updates pay that an index must save beside the best set that leaves them on their page, where that
set keeps `MOST` of the saving. Prices of either side are right to a factor of two or three; this tool's default."""
MOST = 0.75
"""Share of the saving that such a set must keep to be taken; this tool's default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotChoice:
    """One updating statement, and two sets of indexes: with and without what its updates change."""

    statement: Statement
    columns: tuple[str, ...]
    """That it changes and that the indexes of `ending` hold."""
    ending: tuple[Candidate, ...]
    """They take its updates off their page."""
    keeping: tuple[Candidate, ...]
    """They serve the same statements and do not; none where no other index helps."""
    reading_ms: float
    """That `ending` saves beyond `keeping`, in the window's calls."""
    paid_ms: float
    """That the updates pay for it."""
    kept: bool
    """The updates stay on their page with what is proposed."""


class Hot:
    """Weighs the indexes of a chosen set against the updates that they take off their page."""

    def __init__(self, priced: Priced, search: Search, writes: Sequence[Write]) -> None:
        self._priced, self._search = priced, search
        updates = [one for one in writes if one.kind == "update" and one.statement is not None]
        self._writes = sorted(updates, key=lambda one: (-one.rows, one.table, sorted(one.columns)))

    def weighed(self, chosen: int, most_bytes: float = float("inf")) -> tuple[int, list[HotChoice]]:
        """The set, eased where it costs little to leave updates on their page, and every such choice.

        Args:
            chosen: the set as reading and writing by the clock have it.
            most_bytes: that the set may take.
        """
        choices = []
        for write in self._writes:
            ending = self._ending(write) & chosen
            if not ending or write.off_page >= 1.0:
                continue
            other = self._without(write, chosen, ending)
            choice = self._choice(write, chosen, other, ending, most_bytes)
            if choice is not None:
                choices.append(choice)
                chosen = other if choice.kept else chosen
        return chosen, choices

    def _ending(self, write: Write) -> int:
        every = self._priced.every
        return self._priced.set_of(one for one in every if takes_off_page(one, write))

    def _without(self, write: Write, chosen: int, ending: int) -> int:
        """The best set that leaves these updates, and those that stay now, on their page."""
        barred = 0
        for one in self._writes:
            mine = self._ending(one)
            if one == write or not mine & chosen:
                barred |= mine
        wishes = [one for one in self._search.wishes if not one & barred]
        return self._search.filled(chosen & ~ending, wishes)

    def _choice(
        self, write: Write, chosen: int, other: int, ending: int, most_bytes: float
    ) -> HotChoice | None:
        left, paid = self._priced.left, self._priced.paid
        lost, spared = left(other) - left(chosen), paid(chosen) - paid(other)
        saved = left(chosen & ~ending) - left(chosen)
        if spared <= 0 or write.statement is None:
            return None
        kept = lost <= TIMES * spared and lost <= (1 - MOST) * saved
        members = self._priced.members
        return HotChoice(
            statement=write.statement,
            columns=tuple(sorted(write.columns & self._held(ending))),
            ending=tuple(members(ending)),
            keeping=tuple(members(other & ~chosen)),
            reading_ms=lost,
            paid_ms=spared,
            kept=kept and self._priced.bytes(other) <= most_bytes,
        )

    def _held(self, chosen: int) -> set[str]:
        """Names in the indexes of this set: their columns, and words of their conditions and expressions."""
        found = set[str]()
        for place in places(chosen):
            one = self._priced.every[place]
            words = " ".join((one.where, *(key.expression for key in one.keys)))
            found |= {
                *one.columns,
                *one.include,
                *words.replace('"', " ").replace("(", " ").split(),
            }
        return found
