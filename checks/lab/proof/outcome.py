"""What the bench came to, told as the result: one entry for each proposal, one for each statement."""

from dataclasses import dataclass

from checks.lab.advice import LabAdvice, Proposal
from checks.lab.proof.bench import Bench
from checks.lab.proof.building import Built
from checks.lab.proof.inputs import Subject
from checks.lab.proof.judging import slower
from checks.lab.proof.result import Answers, Kept, TimedStatement, TriedIndex

OVER = "it could not be measured within the time: give --scratch-seconds more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the bench came to, as the result tells it."""

    advice: LabAdvice
    bench: Bench
    built: dict[str, Built]
    failed: dict[str, str]
    refused: dict[str, str]
    answers: dict[str, Answers]
    untimed: dict[str, str]
    notes: list[str]

    def tried(self) -> list[TriedIndex]:
        """One for each proposal, in its order."""
        return [self._tried(one) for one in self.advice.proposals]

    def _tried(self, one: Proposal) -> TriedIndex:
        name = one.index.name
        built, share = self.built.get(name), None
        kept, reason = Kept.KEPT, ""
        if built is None:
            kept, reason = Kept.UNPROVEN, f"it could not be built: {self.failed.get(name, '')}"
        elif name in self.refused:
            reason = self.refused[name] or OVER
            kept = Kept.REFUSED if self.refused[name] else Kept.UNPROVEN
        else:
            share = (self.bench.worth(name) or 0.0) / max(self.advice.total_ms, 1e-6)
        return TriedIndex(
            schema=one.index.schema,
            table=one.index.table,
            name=name,
            kept=kept,
            reason=reason,
            bytes=built.bytes if built else 0,
            predicted_bytes=one.bytes,
            build_s=round(built.seconds, 2) if built else 0.0,
            share=share,
            predicted=one.share,
        )

    def timed(self) -> list[TimedStatement]:
        """One for each statement that was measured, the busiest first."""
        return [self._timed(one) for one in self.bench.timed]

    def _timed(self, one: Subject) -> TimedStatement:
        key = one.statement.id
        pair = self.bench.pairs[key]
        return TimedStatement(
            id=key,
            before_ms=round(pair.without_ms, 4),
            after_ms=round(pair.with_ms, 4),
            at_least=pair.cut,
            answers=self.answers.get(key, Answers.NOT_COMPARED),
            indexes=tuple(sorted(self.bench.readers[key])),
            slower=slower(pair),
            expected_rows=pair.expected_rows,
            rows=pair.rows,
        )

    def left(self) -> float | None:
        """Share of all statement time that is left."""
        if not self.bench.pairs or not self.advice.total_ms:
            return None
        timed = sum(one.statement.exec_ms for one in self.bench.timed)
        return (self.advice.total_ms - timed + self.bench.left()) / self.advice.total_ms
