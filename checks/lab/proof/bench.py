"""The copy with its indexes and the statements that touch them: what each index is worth there, by measuring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checks.lab.candidate import Candidate
from checks.lab.proof.building import Built, drop
from checks.lab.proof.copy import Clock, Copy
from checks.lab.proof.inputs import Subject
from checks.lab.proof.timing import Pair, paired
from checks.probes.postgres import Kind

OVER = "its turn did not come: the time was over"
Table = tuple[str, str]


class Bench:
    """Statements are compared without and with the indexes that stand; times are weighed by production's."""

    def __init__(
        self, copy: Copy, clock: Clock, built: Sequence[Built], subjects: Sequence[Subject]
    ) -> None:
        self.copy, self.clock = copy, clock
        self.standing: dict[str, Candidate] = {
            one.proposal.index.name: one.proposal.index for one in built
        }
        self.pairs: dict[str, Pair] = {}
        self.untimed: dict[str, str] = {}
        self.readers: dict[str, frozenset[str]] = {}
        """The standing indexes that a statement's plans read, by its id."""
        self._subjects = {one.statement.id: one for one in subjects}
        self._worth: dict[tuple[str, frozenset[str]], float | None] = {}

    @property
    def timed(self) -> list[Subject]:
        """The statements that were measured, the busiest first."""
        return [one for number, one in self._subjects.items() if number in self.pairs]

    def measure(self, subjects: Iterable[Subject] | None = None) -> None:
        """Compare each statement without and with all that stand."""
        for one in self._subjects.values() if subjects is None else subjects:
            found = paired(self.copy, one, self.drops(one)) if self.clock.left > 0 else OVER
            if isinstance(found, Pair):
                # With nothing to be without, a difference would be the clock's.
                alike = found if self.drops(one) else replace(found, with_ms=found.without_ms)
                self.pairs[one.statement.id] = alike
                self.readers[one.statement.id] = self.read(one)
            else:
                self.untimed[one.statement.id] = found

    def drops(self, subject: Subject) -> list[str]:
        """What takes every standing index of the statement's tables away."""
        return [
            drop(one) for _, one in sorted(self.standing.items()) if place(one) in subject.tables
        ]

    def read(self, subject: Subject) -> frozenset[str]:
        """The standing indexes that its plans read now."""
        plans = (self.copy.plan(text) for text in subject.texts)
        used = frozenset[str]().union(*(one.indexes for one in plans if not isinstance(one, str)))
        return used & frozenset(self.standing)

    def worth(self, name: str) -> float | None:
        """Milliseconds of production's time that this index saves beside the others; None where time ran out."""
        index = self.standing[name]
        key = (
            name,
            frozenset(one for one, each in self.standing.items() if place(each) == place(index)),
        )
        if key not in self._worth:
            self._worth[key] = self._measured_worth(name, index, alone=len(key[1]) == 1)
        return self._worth[key]

    def asking(self, name: str) -> list[Subject]:
        """The statements for which the index makes a difference: they read it, or write to its table."""
        index = self.standing[name]
        return [one for one in self.timed if name in self.readers[one.statement.id]
                or (one.statement.kind is Kind.WRITE and place(index) in one.tables)]  # fmt: skip

    def remove(self, name: str) -> None:
        """Take the index away for good, and look anew at the statements that read it."""
        asking = self.asking(name)
        self.copy.attempt(drop(self.standing.pop(name)), seconds=10)
        for one in asking:
            self.readers[one.statement.id] = self.read(one)

    def left(self) -> float:
        """Milliseconds of production's time that the measured statements would take with what stands."""
        return sum(
            one.statement.exec_ms * _ratio(self.pairs[one.statement.id]) for one in self.timed
        )

    def _measured_worth(self, name: str, index: Candidate, *, alone: bool) -> float | None:
        total = 0.0
        for one in self.asking(name):
            whole = self.pairs[one.statement.id]
            found: Pair | str = whole
            # The only new index of the only table: without it is without all, which was measured.
            if not (alone and len(self.drops(one)) == 1):
                if self.clock.left <= 0:
                    return None
                found = paired(self.copy, one, [drop(index)])
            if isinstance(found, Pair):
                saved = (found.without_ms - found.with_ms) / max(whole.without_ms, 1e-6)
                total += saved * one.statement.exec_ms
        return total


def place(index: Candidate) -> Table:
    """The table that it is on."""
    return index.schema, index.table


def _ratio(pair: Pair) -> float:
    return pair.with_ms / max(pair.without_ms, 1e-6)


def readers_of(name: str, readers: Mapping[str, frozenset[str]]) -> list[str]:
    """The ids of the statements whose plans read it."""
    return sorted(number for number, found in readers.items() if name in found)
