"""Which figure to ask a person for next: one whose answer can still change the decision, the most deciding first.

First whether users are being hurt, what is felt, and what tells that symptom's causes apart; then what the gate misses;
then what every decision rests on; then the figure that the decision itself asks for and what settles each rung that
cannot be judged. A figure is only asked for where its smallest or its largest value, or one of its words, would make
another next step; where there is none yet, also where it would change what waits. What only a machine can know is never
asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from checks.core import Fact, Looks, Scalar
from checks.vitals import Vitals, how_to_measure, meaning_of, most_of, names, unit_of, words_of
from playbooks.core import Answer, Decision, Rung
from playbooks.decide import decide
from playbooks.gate import IMPLY, implied, unmeasured
from playbooks.symptoms import unanswered, wanted

MOST = 12
"""So many questions come before the first answer at most."""
GATE = tuple(IMPLY)
"""What the ladder's gate asks for beside the use of a processor."""
FIRST = ("database_cpu", "app_cpu", "p95_ms", "requests_per_second")
"""What every decision rests on, and anybody can look up or guess."""
STAYS = frozenset({"requests_per_second", "peak_requests_per_second", "peak_to_trough"})
"""Measurable figures that are the users', not the system's: building a rung does not change them."""
MACHINES = frozenset({"statement_calls", "indexable_share", "index_speedup"})
"""Figures that nobody knows by heart: they are measured or they are absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A figure's question as a person reads it, and what each of its closed words means."""

    asks: str
    words: Mapping[str, str] = field(default_factory=dict)


@cache
def sentences() -> Mapping[str, Sentence]:
    """Every question that has words of its own, by its vital.

    Raises:
        ValueError: the file names what is no vital, or a word that the vital does not have.
    """
    found = {
        str(name): Sentence(asks=one["asks"], words=one.get("words", {}))
        for name, one in yaml.safe_load(
            Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
        ).items()
    }
    for name, one in found.items():
        if name not in names() or set(one.words) - set(words_of(name)):
            raise ValueError(f"questions.yml: {name} or one of its words does not exist")
    return found


def sentence(name: str) -> Sentence:
    """The question for this vital; its meaning where it has no words of its own."""
    return sentences().get(name) or Sentence(asks=f"{meaning_of(name)}?")


def outlived(name: str) -> bool:
    """Whether what was told of this figure is of the past once a rung was built: how full, how slow, what is felt."""
    if name in {"symptom", *FIRST[:2]}:
        return True
    told_only = "--tell" in how_to_measure(name)
    return not told_only and unit_of(name) != "bool" and name not in STAYS


def next_question(
    looks: Looks,
    decision: Decision,
    rungs: Mapping[str, Rung],
    skipped: frozenset[str],
    held: frozenset[str] = frozenset(),
) -> str | None:
    """The vital to ask for, leaving out those that were skipped; None where nothing open could change the answer."""
    vitals = looks.get(Vitals) or Vitals()
    shut = skipped | MACHINES | {one.name for one in vitals.known()}
    for name in dict.fromkeys(_first(vitals, skipped)):
        if name not in shut:
            return name
    if vitals.number("incident") or skipped & set(GATE) & set(unmeasured(vitals)):
        return None
    open_ = [one for one in dict.fromkeys(_rest(vitals, decision, rungs)) if one not in shut]
    steps = {}
    for name in open_:
        steps[name] = _steps(looks, name, held)
        if any(one.next != decision.next for one in steps[name]):
            return name
    if decision.next is not None or unmeasured(vitals):
        return None
    changing = (one for one in open_ if any(each.then != decision.then for each in steps[one]))
    return next(changing, None)


def _first(vitals: Vitals, skipped: frozenset[str]) -> Iterator[str]:
    """What is asked whatever else is known; no more of it where the gate is shut for good, since then it decides."""
    yield "incident"
    yield "symptom"
    if felt := unanswered(vitals):
        yield felt
    if vitals.number("incident"):
        yield from (one for one in wanted(vitals)[:2] if one not in MACHINES)
        yield "database_cpu"
        return
    for name in _unsaid(vitals):
        yield name
        if name in GATE and (name in skipped or vitals.number(name) == 0):
            return
    if not unmeasured(vitals):
        yield from FIRST[2:]


def _unsaid(vitals: Vitals) -> list[str]:
    """What the gate asks for and no other figure gives away, and the use of both processors."""
    return [*(one for one in GATE if not implied(vitals, one)), *FIRST[:2]]


def _rest(vitals: Vitals, decision: Decision, rungs: Mapping[str, Rung]) -> Iterator[str]:
    """What the decision asks for, then what settles the rungs that cannot be judged: aimed ones first, then cheap."""
    if decision.ask:
        yield decision.ask.vital
    unjudged = sorted(
        (rungs[one.rung] for one in decision.verdicts if one.answer is Answer.MEASURE),
        key=lambda one: (decision.saturated not in one.relieves, one.cost, one.order),
    )
    yield from (one.settled_by for one in unjudged if one.settled_by)
    yield from (
        need
        for one in unjudged
        for need in one.needs
        if need not in rungs and vitals.fact(need) is None
    )


def _steps(looks: Looks, name: str, held: frozenset[str]) -> list[Decision]:
    """What would be decided at the ends of this figure's range, or for each of its words."""
    vitals = looks.get(Vitals) or Vitals()
    return [
        decide(looks.with_(vitals.with_facts(_supposed(name, value))), held=held)
        for value in _ends(name)
    ]


def _ends(name: str) -> tuple[Scalar, ...]:
    if unit_of(name) == "bool":
        return (False, True)
    if unit_of(name) == "str":
        return words_of(name) or ("something",)
    return (0.0, most_of(name))


def _supposed(name: str, value: Scalar) -> Fact:
    return Fact(name=name, value=value, unit=unit_of(name), where="supposed")
