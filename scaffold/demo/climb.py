"""One size from the naive application to where the ladder ends. The order comes from `decide` alone."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks.core import Fact, Looks, Problem
from checks.vitals import Vitals
from playbooks.core import Answer, Decision, Prediction
from playbooks.decide import decide
from playbooks.pages import rungs
from scaffold.core import Value
from scaffold.demo import building, events, measure, same
from scaffold.demo.measure import Bench
from scaffold.demo.options import Options
from scaffold.demo.result import Climbed, Run, Sameness, State

MOST_RUNGS = 12
"""The ladder ends long before; a decision that never stops must not run forever."""
OPEN_SHARE = 0.6
"""Of what the drowned application carries: the fixed load that it can just bear without a growing queue."""
OPEN_SECONDS = 4.0
OPEN_UP_TO = 0.5
"""The fixed load is measured up to this size: at full size the drowned state answers too few for a percentile."""


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
    clock: Callable[[str], None]
    held: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    unbuildable: dict[str, str] = field(default_factory=dict)
    taken: list[Climbed] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The scratch project."""
        return self.bench.stack.root


def climb(bench: Bench, options: Options, seconds: dict[str, float]) -> Iterator[events.Event]:
    """The events of one size; the last one, `Stopped`, carries the whole run.

    Raises:
        Problem: something does not start or cannot be measured.
    """
    clock = _Clock(seconds)
    yield events.Working(what="the application as it is, under load", seconds=20)
    state, looks = measure.closed(bench, "naive")
    clock("load")
    rate = max(1.0, round(state.closed.rps * OPEN_SHARE, 1))
    state = _with_open_loop(bench, options, state, rate)
    clock("fixed load")
    replay = _replay(bench)
    clock("same answers")
    yield events.Measured(size=bench.size, state=state)
    way = Climb(bench=bench, options=options, before=state, state=state, looks=looks,
                replay=replay, rate=rate, clock=clock)  # fmt: skip
    yield from _up(way)


def _up(way: Climb) -> Iterator[events.Event]:
    wrong = list(WRONG_FIRST) if way.options.wrong_first else []
    for _ in range(MOST_RUNGS):
        decision = decide(way.looks, held=way.held, failed=way.failed | set(way.unbuildable))
        yield events.Decided(size=way.bench.size, decision=decision)
        if wrong and "observe" in way.held:
            yield from _take(way, wrong.pop(0), decision, against_advice=True)
            continue
        rung = next_buildable(decision)
        if rung is None:
            break
        yield from _take(way, rung, decision)
    yield events.Stopped(size=way.bench.size, why=_why(decision), run=_run(way, decision))


WRONG_FIRST = ("cache_shared", "pool")
"""What a panicking team takes before it looks: the cache, and more connections."""
WRONG_ANSWERS: dict[str, dict[str, Value]] = {"pool": {"pool_size": 64}}


def next_buildable(decision: Decision) -> str | None:
    """The ladder's next step, or another rung that it says to take now, where `rung` has a template for it."""
    known = {one.name for one in rungs() if one.template}
    takes = [one.rung for one in decision.verdicts if one.answer is Answer.TAKE]
    named = [decision.next, *takes] if decision.next else takes
    return next((one for one in named if one in known), None)


def _take(
    way: Climb, rung: str, decision: Decision, *, against_advice: bool = False
) -> Iterator[events.Event]:
    """Build one rung, measure, compare, and keep it or take it out again."""
    size = way.bench.size
    promise = decision.verdict(rung).predicts or building.promise_of_page(rung, way.looks)
    wishes = WRONG_ANSWERS.get(rung, {}) if against_advice else {}
    try:
        asked, answers, plan = building.prepare(way.root, rung, way.looks, promise, wishes)
    except Problem as problem:
        way.unbuildable[rung] = problem.message
        return
    yield events.Registered(size=size, rung=rung, predicts=promise, questions=asked,
                            answers=answers, wrong_first=against_advice)  # fmt: skip
    before = building.bytes_of(way.root)
    building.write(plan)
    yield events.Built(size=size, rung=rung, plan=plan)
    for done in building.migrate(way.bench.stack.database_url, plan):
        yield events.Migrated(size=size, rung=rung, **done)
    way.clock("build")
    yield events.Working(what=f"the application with {rung}, under load", seconds=15)
    state, looks = measure.closed(way.bench, rung)
    way.clock("load")
    state = _with_open_loop(way.bench, way.options, state, way.rate)
    way.clock("fixed load")
    yield events.Measured(size=size, state=state)
    replay = _replay(way.bench)
    compared = same.compare(way.replay, replay, stale_s=max(same.ages(answers), default=0.0))
    way.clock("same answers")
    yield events.Compared(size=size, rung=rung, same=compared)
    measured, kept, note = judge(promise, looks, compared)
    yield events.Proved(size=size, rung=rung, predicted=promise, kept=kept, note=note,
                        measured=None if measured is None else float(measured.value))  # fmt: skip
    way.taken.append(
        Climbed(
            rung=rung,
            predicted=promise,
            measured=measured,
            kept=kept,
            same=compared,
            wrong_first=against_advice,
            state=state,
            note=note,
        )
    )
    if kept:
        _keep(way, rung, state, looks, replay)
    else:
        building.take_out(way.root, rung, plan, way.bench.stack.database_url)
        way.failed |= {rung}
        yield events.Undone(size=size, rung=rung, restored=building.bytes_of(way.root) == before)
        if against_advice:
            way.failed -= {rung}  # its time may come: it failed against the ladder's advice
        way.bench.stack.up()


def _keep(way: Climb, rung: str, state: State, looks: Looks, replay: same.Replay) -> None:
    way.held |= {rung}
    way.failed = frozenset()
    way.unbuildable.clear()
    way.state, way.looks = state, looks
    if not way.taken[-1].same or not way.taken[-1].same.stale:
        way.replay = replay


def judge(
    promise: Prediction | None, looks: Looks, compared: Sameness
) -> tuple[Fact | None, bool, str]:
    """The measured vital, whether the rung stays, and why where no number says so."""
    if not compared.passed:
        return _measured(promise, looks), False, "answers differ from those before"
    if promise is None:
        return None, True, "it promised no number"
    measured = _measured(promise, looks)
    if measured is None:
        return None, False, f"{promise.vital} could not be measured afterwards"
    return measured, promise.kept(float(measured.value)), ""


def _measured(promise: Prediction | None, looks: Looks) -> Fact | None:
    vitals = looks.get(Vitals)
    return vitals.fact(promise.vital) if promise is not None and vitals is not None else None


def _with_open_loop(bench: Bench, options: Options, state: State, rate: float) -> State:
    if not options.open_loop or bench.size > OPEN_UP_TO:
        return state
    return replace(state, open=measure.fixed_rate(bench, rate, OPEN_SECONDS))


def _replay(bench: Bench) -> same.Replay:
    """Few rounds where the drowned state needs a second for a page."""
    bench.reset()
    rounds = 2 if bench.size > OPEN_UP_TO else 6
    return same.replay(bench.stack.port, same.script(bench.seed, bench.rows(), rounds))


def _why(decision: Decision) -> str:
    if decision.next is None:
        return "the ladder asks for no further rung"
    return f"the ladder's next rung is {decision.next}, which rung cannot build yet"


def _run(way: Climb, decision: Decision) -> Run:
    from scaffold.demo.fill import size_of

    return Run(
        size=way.bench.size,
        rows=way.bench.rows(),
        database_bytes=size_of(way.bench.stack.database_url),
        before=way.before,
        rungs=tuple(way.taken),
        next=decision.next,
        seconds=way.clock.seconds if isinstance(way.clock, _Clock) else {},
    )


class _Clock:
    """Adds the time since its last call to a part of the story."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds
        self.last = time.monotonic()

    def __call__(self, part: str) -> None:
        now = time.monotonic()
        self.seconds[part] = self.seconds.get(part, 0.0) + now - self.last
        self.last = now
