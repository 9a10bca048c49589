"""Takes one rung: promise, build, restart, measure, compare the answers, and keep it or take it out again."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks.core import Fact, Looks
from checks.vitals import Vitals
from playbooks.core import Prediction
from scaffold.core import Plan, Question, Value
from scaffold.demo import building, events, measure, same
from scaffold.demo.measure import Bench
from scaffold.demo.options import Options
from scaffold.demo.result import Climbed, Sameness, State

OPEN_SECONDS = 4.0
OPEN_UP_TO = 0.5
"""The fixed load is measured up to this size: at full size the drowned state answers too few for a percentile."""
ROUNDS, ROUNDS_OF_A_LARGE_ONE = 6, 2
"""Rounds of the replay: fewer where the drowned state needs a second for a page."""
SLOWER, DEARER, ALIKE = 0.8, 1.1, 1.3
"""Throughput and processor time per request, after over before: with both beyond these a rung harms, also one
whose own metric moved; judged only where the spin readings of the two phases are alike, since neighbours on
this machine change more than that."""


class Clock:
    """Adds the time since its last call to a part of the story."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds
        self.last = time.monotonic()

    def __call__(self, part: str) -> None:
        now = time.monotonic()
        self.seconds[part] = self.seconds.get(part, 0.0) + now - self.last
        self.last = now


@dataclass(slots=True, kw_only=True)
class Climb:
    """What is known on the way up."""

    bench: Bench
    options: Options
    before: State
    state: State
    looks: Looks
    replay: same.Replay
    rate: float
    clock: Clock
    held: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    stale_s: float = 0.0
    """The age in seconds that the answers of the rungs that stayed may have."""
    taken: list[Climbed] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The scratch project."""
        return self.bench.stack.root


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A rung that is about to be built; `wrong` where the ladder did not ask for it."""

    rung: str
    promise: Prediction | None
    asked: tuple[Question, ...]
    answers: dict[str, Value]
    plan: Plan
    wrong: bool = False


def take(way: Climb, chosen: Chosen) -> Iterator[events.Event]:
    """The events of one rung; `way` then stands where the rung left it."""
    size, rung = way.bench.size, chosen.rung
    yield events.Registered(size=size, rung=rung, predicts=chosen.promise, questions=chosen.asked,
                            answers=chosen.answers, wrong_first=chosen.wrong)  # fmt: skip
    bytes_before = building.bytes_of(way.root)
    building.write(chosen.plan)
    yield events.Built(size=size, rung=rung, plan=chosen.plan)
    for ran in building.migrate(way.bench.stack.database_url, chosen.plan):
        yield events.Migrated(size=size, rung=rung, **ran)
    way.clock("build")
    way.bench.stack.up()
    way.clock("restart")
    yield events.Working(what=f"the application with {rung}, under load", seconds=15)
    state, looks = measure.closed(way.bench, rung)
    way.clock("load")
    state = with_open_loop(way.bench, way.options, state, way.rate)
    way.clock("fixed load")
    yield events.Measured(size=size, state=state)
    answered = replay(way.bench)
    stale_s = max((way.stale_s, *same.ages(chosen.answers)))
    compared = same.compare(way.replay, answered, stale_s=stale_s)
    way.clock("same answers")
    yield events.Compared(size=size, rung=rung, same=compared)
    done = _judged(way, chosen, state, looks, compared)
    way.taken.append(done)
    yield events.Proved(size=size, rung=rung, predicted=chosen.promise, kept=done.kept, note=done.note,
                        measured=None if done.measured is None else float(done.measured.value))  # fmt: skip
    if done.kept:
        _keep(way, rung, looks, answered, compared)
        way.state, way.stale_s = state, stale_s
    else:
        yield _take_out(way, chosen, bytes_before)


def with_open_loop(bench: Bench, options: Options, state: State, rate: float) -> State:
    """The state with the fixed load measured too, where that is asked for and tells something."""
    if not options.open_loop or bench.size > OPEN_UP_TO:
        return state
    return replace(state, open=measure.fixed_rate(bench, rate, OPEN_SECONDS))


def replay(bench: Bench) -> same.Replay:
    """The seeded requests one after the other, from equal rows."""
    bench.reset()
    rounds = ROUNDS_OF_A_LARGE_ONE if bench.size > OPEN_UP_TO else ROUNDS
    return same.replay(bench.stack.port, same.script(bench.seed, bench.rows(), rounds))


def _judged(way: Climb, chosen: Chosen, state: State, looks: Looks, compared: Sameness) -> Climbed:
    measured, promise = _measured(chosen.promise, looks), chosen.promise
    kept, note = True, ""
    if not compared.passed:
        kept, note = False, "answers differ from those before"
    elif state.closed.errors > state.closed.answered * 0.01:
        kept, note = False, f"{state.closed.errors} requests failed"
    elif promise is None:
        note = "it promises no number: what was unknown can be read now"
    elif measured is None:
        kept, note = False, f"{promise.vital} could not be measured afterwards"
    else:
        kept = promise.kept(float(measured.value))
    if kept and promise is not None and (harm := harmed(way.state, state)):
        kept, note = False, harm
    return Climbed(rung=chosen.rung, predicted=promise, measured=measured, kept=kept,
                   wrong_first=chosen.wrong, same=compared, state=state, note=note)  # fmt: skip


def harmed(before: State, after: State) -> str:
    """What got worse although the rung did its job, in words; empty when nothing did."""
    spins = sorted((before.spin_ms, after.spin_ms))
    ms = [sum(one.cores.values()) / max(one.closed.rps, 1e-9) * 1000 for one in (before, after)]
    noisy = spins[1] > ALIKE * spins[0]
    if noisy or after.closed.rps > SLOWER * before.closed.rps or ms[1] < DEARER * ms[0]:
        return ""
    return (
        f"it costs more processor time than it saves here: {ms[0]:.1f} -> {ms[1]:.1f} ms a request, "
        f"{before.closed.rps:.0f} -> {after.closed.rps:.0f} requests/s"
    )


def _measured(promise: Prediction | None, looks: Looks) -> Fact | None:
    vitals = looks.get(Vitals)
    return vitals.fact(promise.vital) if promise is not None and vitals is not None else None


def _keep(way: Climb, rung: str, looks: Looks, answered: same.Replay, compared: Sameness) -> None:
    """What failed before may be tried again: that word held for the evidence before this rung."""
    way.held |= {rung}
    way.failed = frozenset()
    way.looks = looks
    if not compared.stale:
        way.replay = answered


def _take_out(way: Climb, chosen: Chosen, bytes_before: dict[str, bytes]) -> events.Undone:
    building.take_out(way.root, chosen.rung, chosen.plan, way.bench.stack.database_url)
    if not chosen.wrong:  # taken against the ladder's advice it proves nothing about its own time
        way.failed |= {chosen.rung}
    restored = building.bytes_of(way.root) == bytes_before
    way.bench.stack.up()
    way.clock("undo")
    return events.Undone(size=way.bench.size, rung=chosen.rung, restored=restored)
