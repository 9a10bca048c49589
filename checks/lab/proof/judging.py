"""Which indexes stay: those that save more than their writes cost, and that make no reading statement slower."""

from collections.abc import Mapping

from checks.lab.proof.bench import Bench, readers_of
from checks.lab.proof.building import drop
from checks.lab.proof.inputs import Subject
from checks.lab.proof.result import Answers
from checks.lab.proof.timing import EACH_S, ROUNDS, Pair, paired
from checks.lab.search import WORTH, WORTH_OF_REST

SLOWER = 1.1
"""Times its own time from which on a statement counts as slower (the issue's bar, and the peers' measure)."""
SLOWER_MS = 0.05
"""Below this much more a call it is not told from the clock's noise; this tool's default."""


def weed(bench: Bench, total_ms: float) -> dict[str, str]:
    """Take away, the least useful first, what does not help; by name why. What could not be measured goes too."""
    gone: dict[str, str] = {}
    while bench.standing:
        worth = {name: bench.worth(name) for name in sorted(bench.standing)}
        unproven = [name for name, ms in worth.items() if ms is None]
        least = max(WORTH * total_ms, WORTH_OF_REST * bench.left())
        weak = {name: ms for name, ms in worth.items() if ms is not None and ms < least}
        if unproven:
            name = unproven[0]
            gone[name] = ""
        elif weak:
            name = min(weak, key=lambda one: (weak[one], one))
            gone[name] = _because(bench, name, weak[name], total_ms)
        else:
            break
        asking = bench.asking(name)
        bench.remove(name)
        bench.measure([one for one in asking if one.reads])
    return gone


def _because(bench: Bench, name: str, ms: float, total_ms: float) -> str:
    if not readers_of(name, bench.readers):
        return "no statement that was measured reads it"
    if ms < 0:
        return (
            f"beside the others it saves nothing: {ms / total_ms:.2%} of all time, its writes paid"
        )
    return f"it saves {ms / total_ms:.3%} of all time: too little for an index"


def refuse_regressions(bench: Bench) -> dict[str, str]:
    """Take away each index that makes a reading statement a tenth slower; by name which, and by how much."""
    gone: dict[str, str] = {}
    for subject in [one for one in bench.timed if one.reads]:
        while slower(bench.pairs[subject.statement.id]) and bench.clock.left > 0:
            again = paired(
                bench.copy, subject, bench.drops(subject), rounds=2 * ROUNDS, each_s=2 * EACH_S
            )
            if isinstance(again, str):
                break
            bench.pairs[subject.statement.id] = again
            name = _culprit(bench, subject, again) if slower(again) else None
            if name is None:
                break
            gone[name] = (
                f"with it {_words(subject)} takes {again.with_ms:.3g} ms instead of {again.without_ms:.3g} ms"
            )
            asking = bench.asking(name)
            bench.remove(name)
            bench.measure(asking)
    return gone


def refuse_different(bench: Bench, answers: Mapping[str, Answers]) -> dict[str, str]:
    """Take away each index that a statement reads whose rows are others with it; by name why."""
    gone: dict[str, str] = {}
    for key in sorted(key for key, one in answers.items() if one is Answers.DIFFERENT):
        for name in sorted(bench.readers[key]):
            asking = bench.asking(name)
            bench.remove(name)
            bench.measure(asking)
            gone[name] = f"statement {key} answers with other rows through it"
    return gone


def slower(pair: Pair) -> bool:
    """Whether a statement got slower by more than a tenth, and by more than noise."""
    return pair.with_ms > SLOWER * pair.without_ms and pair.with_ms - pair.without_ms > SLOWER_MS


def _culprit(bench: Bench, subject: Subject, now: Pair) -> str | None:
    """The index without which the statement is fastest, where that is faster than now."""
    found: dict[str, float] = {}
    for name in sorted(bench.readers[subject.statement.id]):
        pair = paired(bench.copy, subject, [drop(bench.standing[name])])
        if isinstance(pair, Pair) and pair.without_ms < now.with_ms / SLOWER:
            found[name] = pair.without_ms
    return min(found, key=lambda one: (found[one], one)) if found else None


def _words(subject: Subject) -> str:
    words = " ".join(subject.statement.text.split())
    return words if len(words) <= 80 else words[:77] + "..."
