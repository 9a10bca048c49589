"""One size from the naive application to where the ladder ends. The order comes from `decide` alone.

A rung that the ladder names and that cannot be built here (a larger machine, a rung without a template) is
passed over: the ladder is asked again without it. Where nothing that can be built is left, the climb ends
and the ladder's first word is what comes next.
"""

from collections.abc import Iterator

from checks.core import Problem
from playbooks.core import Answer, Decision
from playbooks.decide import decide
from playbooks.pages import rungs
from scaffold.core import Value
from scaffold.demo import building, events, measure
from scaffold.demo.fill import size_of
from scaffold.demo.measure import Bench
from scaffold.demo.options import Options
from scaffold.demo.result import Run
from scaffold.demo.taking import Chosen, Climb, Clock, replay, take, with_open_loop

MOST_STEPS = 12
"""The ladder ends long before; a decision that never stops must not run forever."""
OPEN_SHARE = 0.6
"""Of what the drowned application carries: the fixed load that it can just bear without a growing queue."""
WRONG_FIRST: tuple[tuple[str, dict[str, Value]], ...] = (
    ("cache_shared", {}),
    ("pool", {"pool_size": 64}),
)
"""What a panicking team takes before it looks: the cache, and more connections."""


def climb(bench: Bench, options: Options, clock: Clock) -> Iterator[events.Event]:
    """The events of one size; the last one, `Stopped`, carries the whole run.

    Raises:
        Problem: something does not start or cannot be measured.
    """
    bench.stack.up()
    clock("restart")
    yield events.Working(what="the application as it is, under load", seconds=20)
    state, looks = measure.closed(bench, "naive")
    clock("load")
    rate = max(1.0, round(state.closed.rps * OPEN_SHARE, 1))
    state = with_open_loop(bench, options, state, rate)
    clock("fixed load")
    way = Climb(bench=bench, options=options, before=state, state=state, looks=looks, replay=replay(bench),
                rate=rate, clock=clock)  # fmt: skip
    clock("same answers")
    yield events.Measured(size=bench.size, state=state)
    yield from _up(way)


def _up(way: Climb) -> Iterator[events.Event]:
    wrong = list(WRONG_FIRST) if way.options.wrong_first else []
    for _ in range(MOST_STEPS):
        decision = decide(way.looks, held=way.held, failed=way.failed)
        way.clock("decide")
        yield events.Decided(size=way.bench.size, decision=decision)
        if wrong and "observe" in way.held:
            yield from _wrong(way, *wrong.pop(0))
            continue
        chosen, passed = choose(way, decision)
        if chosen is None:
            break
        yield from passed
        yield from take(way, chosen)
    yield events.Stopped(
        size=way.bench.size, why=_why(decision), behind=_behind(decision), run=_run(way, decision)
    )


def choose(way: Climb, decision: Decision) -> tuple[Chosen | None, list[events.PassedOver]]:
    """The first rung of the ladder's order that can be built here, and those passed over before it."""
    buildable = {one.name for one in rungs() if one.template}
    passed: list[events.PassedOver] = []
    skipped: frozenset[str] = frozenset()
    word: Decision = decision
    while word.next is not None:
        rung = word.next
        try:
            if rung not in buildable:
                raise Problem("rung has no template for it", "take it by hand")
            promise = word.verdict(rung).predicts
            asked, answers, plan = building.prepare(way.root, rung, way.looks, promise, {})
            return Chosen(rung=rung, promise=promise, asked=asked, answers=answers, plan=plan), passed  # fmt: skip
        except Problem as problem:
            passed.append(events.PassedOver(size=way.bench.size, rung=rung, why=problem.message))
        skipped |= {rung}
        word = decide(way.looks, held=way.held, failed=way.failed | skipped)
        if word.next in skipped:
            break
    return None, passed


def _wrong(way: Climb, rung: str, wishes: dict[str, Value]) -> Iterator[events.Event]:
    """Take a rung that the ladder did not ask for, with the hope of the team that does."""
    promise = building.hope(way.looks)
    try:
        asked, answers, plan = building.prepare(way.root, rung, way.looks, promise, wishes)
    except Problem as problem:
        yield events.PassedOver(size=way.bench.size, rung=rung, why=problem.message)
        return
    yield from take(
        way,
        Chosen(rung=rung, promise=promise, asked=asked, answers=answers, plan=plan, wrong=True),
    )


def _why(decision: Decision) -> str:
    if decision.next is None:
        return "the ladder asks for no further rung"
    return f"the ladder's next rung is {decision.next}, which rung cannot build yet"


def _behind(decision: Decision) -> tuple[tuple[str, str], ...]:
    """The rungs that something asks for but that wait, each with the reason that asks for it."""
    waiting = (one for one in decision.verdicts if one.answer is Answer.LATER)
    asking = ((one.rung, next((why for why in one.because if why.check), None)) for one in waiting)
    return tuple((rung, why.text) for rung, why in asking if why is not None)


def _run(way: Climb, decision: Decision) -> Run:
    return Run(
        size=way.bench.size,
        rows=way.bench.rows(),
        database_bytes=size_of(way.bench.stack.database_url),
        before=way.before,
        rungs=tuple(way.taken),
        next=decision.next,
        seconds=way.clock.seconds,
    )
