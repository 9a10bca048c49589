"""The queueing model against the demo: watched at a few loads, asked about others, printed beside what was measured.

The model sees what a request costs (processor seconds of application, database and everybody else over answers) at 1
to 12 users, and is asked about 8 to 64; no load is on both sides, and they take turns, so that a machine that grows
slower meets both. Bars: 15 % of the throughput and 25 % of the 95th percentile; the named resource must be the one
nearest to its ceiling. "in" says whether the measured value lies in the model's interval (nine cases in ten should).
A single short load differs by a tenth from the next, so each asked load is measured twice and their mean counts; one
watched load is repeated too, and what it differs by is the model's least doubt.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from pathlib import Path
from statistics import fmean

from checks import scratch
from checks.core import Looks
from playbooks.model.calibrated import Calibrated, Point, Setup, Told, calibrated
from playbooks.model.demand import Workers
from playbooks.model.network import Refused
from scaffold.demo import building, fill, measure, project
from scaffold.demo.measure import Bench
from scaffold.demo.post_office import PostOffice
from scaffold.demo.postgres import Postgres, free_port
from scaffold.demo.result import State
from scaffold.demo.stack import Stack
from tests.alone import Alone, alone

SIZE, SECONDS = 0.2, 3.0
ROUNDS = ((1, 8, 4, 32, 12, 16, 64), (2, 64, 12, 16, 6, 8, 32))
ASKED = (8, 16, 32, 64)
STAGES = ("", "observe", "query_index", "pool", "cache_shared")
RATE_BAR, LATE_BAR = 0.15, 0.25
THREADS = 40
"""Requests that one process works on at once: anyio's default limiter of worker threads, which FastAPI uses."""
PROCESSES = 1.0
SETTINGS = ("max_parallel_workers", "max_parallel_workers_per_gather")
LAUNCHED = (
    "select parallel_workers_launched from pg_stat_database where datname = current_database()"
)
OFTEN = 0.5
"""Parallel workers for each request, from which they are part of what a request costs."""


@dataclass(slots=True)
class Tally:
    """How many predictions held."""

    rows: int = 0
    rate: int = 0
    late: int = 0
    rate_in: int = 0
    late_in: int = 0
    named: int = 0
    refused: int = 0

    def missed(self) -> bool:
        """Whether a bar is missed in any row."""
        return min(self.rate, self.late, self.named) < self.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One state of the application with all its loads."""

    name: str
    states: tuple[State, ...]
    workers: Workers | None

    @property
    def watched(self) -> list[State]:
        """The loads that the model sees."""
        return [one for one in self.states if one.closed.users not in ASKED]


def main() -> int:
    """Print every prediction beside its measurement; 1 when a bar is missed."""
    with (
        alone() as group,
        scratch.ended_in_order(),
        scratch.folder("demo") as folder,
        PostOffice() as mail,
    ):
        say(f"measured {group}")
        root = project.lay(folder / "app")
        server = Postgres(folder=folder / "postgres", port=free_port())
        stack = Stack(root=root, folder=folder, postgres=server, mail_port=mail.port)
        try:
            stages = climbed(stack, group)
        finally:
            stack.down()
    tally, noise = Tally(), repeats(stages)
    say(f"one load differs by {noise:.1%} from one time to the next")
    for one in stages:
        shown(one, noise, tally)
    say(
        f"\n{tally.rows} predictions: throughput within {RATE_BAR:.0%} in {tally.rate}, p95 within "
        f"{LATE_BAR:.0%} in {tally.late}, resource named right in {tally.named}; measured inside the "
        f"interval: throughput {tally.rate_in}, p95 {tally.late_in}; refused {tally.refused}"
    )
    return int(tally.missed())


def climbed(stack: Stack, group: Alone) -> list[Stage]:
    """Every stage, measured."""
    filled(stack)
    bench = Bench(stack=stack, size=SIZE, users=1, seconds=SECONDS, seed=7)
    stack.up()
    found, looks = list[Stage](), Looks()
    for rung in STAGES:
        if rung:
            built(bench, stack.root, rung, looks)
        group.settle(stack.groups)
        one, looks = measured(bench, rung or "naive")
        found.append(one)
        rates = ", ".join(f"{each.closed.users}: {each.closed.rps:.0f}" for each in one.states)
        say(f"{one.name}, requests/s by users: {rates}")
    return found


def filled(stack: Stack) -> None:
    """The database with the demo's rows."""
    stack.postgres.create()
    stack.postgres.start(fill.FILL_SETTINGS)
    fill.new_database(stack.postgres.url, stack.database_url)
    fill.create(stack.database_url, fill.schema_of(stack.root), SIZE)
    stack.postgres.stop()


def built(bench: Bench, root: Path, rung: str, looks: Looks) -> None:
    """The rung in the project, its SQL run, the stack anew."""
    _, _, plan = building.prepare(root, rung, looks, None, {})
    building.write(plan)
    list(building.migrate(bench.stack.database_url, plan))
    bench.stack.up()


def measured(bench: Bench, name: str) -> tuple[Stage, Looks]:
    """All loads of one state of the application, and rung's looks at the last."""
    before, seen, looks = launched(bench.stack), list[State](), Looks()
    for users in (one for turn in ROUNDS for one in turn):
        bench.users = users
        state, looks = measure.closed(bench, name)
        seen.append(state)
    answered = sum(one.closed.answered for one in seen)
    often = (launched(bench.stack) - before) / answered >= OFTEN
    stage = Stage(name=name, states=tuple(seen), workers=workers(bench.stack) if often else None)
    return stage, looks


def launched(stack: Stack) -> float:
    """Parallel workers that the database has started (PostgreSQL 18 counts them)."""
    return asked(stack, LAUNCHED)


def workers(stack: Stack) -> Workers:
    """How many there are, and how many a statement asks for."""
    most, each = (asked(stack, f"show {one}") for one in SETTINGS)
    return Workers(most=most, each=each)


def asked(stack: Stack, query: str) -> float:
    """The one number that the database answers."""
    from psycopg import connect

    with connect(stack.database_url) as session:
        row = session.execute(query.encode()).fetchone()
    return float(row[0]) if row else 0.0


def repeats(stages: Sequence[Stage]) -> float:
    """Standard deviation over mean of what a request costs between two times of a watched load."""
    squares = list[float]()
    for stage in stages:
        for first, second in combinations([point(one) for one in stage.watched], 2):
            if first.users == second.users:
                squares.append(differ(first.application, second.application))
                squares.append(differ(first.database, second.database))
    return sqrt(fmean(squares)) if squares else 0.0


def differ(one: float, other: float) -> float:
    """The variance that two readings show, over their mean squared."""
    return 2 * ((one - other) / (one + other)) ** 2


def shown(stage: Stage, noise: float, tally: Tally) -> None:
    """Predict and print one stage."""
    setup = Setup(
        cores=stage.states[0].machine_cores, processes=PROCESSES, limit=THREADS,
        workers=stage.workers, noise=noise,
    )  # fmt: skip
    model = calibrated([point(one) for one in stage.watched], setup)
    if isinstance(model, Refused):
        say(f"\n{stage.name}: {model.why}")
        tally.refused += len(ASKED)
        return
    heading(stage.name, model, stage.states)
    for users in ASKED:
        states = [one for one in stage.states if one.closed.users == users]
        row(model.told(users), states, users, tally)


def point(state: State) -> Point:
    """What one load says to the model."""
    load, rate = state.closed, state.closed.rps
    others = sum(state.cores.get(one, 0.0) for one in ("client", "cache"))
    return Point(
        users=load.users,
        rate=rate,
        mean=load.latency_total_s / load.answered,
        p95=load.p95_ms / 1000,
        application=state.cores["application"] / rate,
        database=state.cores["database"] / rate,
        others=others / rate,
        p50=load.p50_ms / 1000,
    )


def heading(name: str, model: Calibrated, seen: Sequence[State]) -> None:
    """What the model makes of the watched loads."""
    parts = ", ".join(
        f"{what} {one.mean * 1000:.2f} ms ({one.cause.replace('_', ' ')})"
        for what, one in (("application", model.application), ("database", model.database))
    )
    spins = [one.spin_ms for one in seen]
    say(
        f"\n{name}: {parts}, others {model.others.mean * 1000:.2f} ms, elsewhere {model.delay * 1000:.1f} ms; "
        f"spin {min(spins):.0f} to {max(spins):.0f} ms"
    )
    columns = f"{'measured':>8} {'off':>5}"
    say(
        f"  users  {'req/s told':>23} {columns}      {'p95 ms told':>23} {columns}      "
        "fullest (measured)"
    )


def row(told: Told | Refused, states: Sequence[State], users: int, tally: Tally) -> None:
    """One load: predicted and measured side by side."""
    if isinstance(told, Refused):
        tally.refused += 1
        say(f"  {users:5d}  refused: {told.why}")
        return
    rate, late = (
        fmean(one.closed.rps for one in states),
        fmean(one.closed.p95_ms for one in states),
    )
    full, right = fullest(states), told.expected.fullest
    tally.rows += 1
    tally.named += right == full
    rate_text, rate_ok, rate_in = beside(told.expected.rate, told.rate, rate, RATE_BAR)
    in_ms = (told.p95[0] * 1000, told.p95[1] * 1000)
    late_text, late_ok, late_in = beside(told.expected.p95 * 1000, in_ms, late, LATE_BAR)
    tally.rate, tally.rate_in = tally.rate + rate_ok, tally.rate_in + rate_in
    tally.late, tally.late_in = tally.late + late_ok, tally.late_in + late_in
    say(f"  {users:5d}  {rate_text}   {late_text}   {right} ({full})")


def beside(
    told: float, ends: tuple[float, float], real: float, bar: float
) -> tuple[str, bool, bool]:
    """Predicted and measured in one text; whether it is within the bar, and whether within the interval."""
    off, inside = told / real - 1, ends[0] <= real <= ends[1]
    held = abs(off) <= bar
    marks = f"{off:+5.0%}{' ' if held else '!'} {'in' if inside else '- '}"
    return f"{told:6.0f} ({ends[0]:5.0f} to {ends[1]:5.0f}) {real:8.1f} {marks}", held, inside


def fullest(states: Sequence[State]) -> str:
    """Which was nearest to its ceiling: the application's one interpreter, or the machine's cores."""
    machine = fmean(sum(one.cores.values()) / one.machine_cores for one in states)
    application = fmean(one.cores["application"] for one in states) / PROCESSES
    return "application" if application >= machine else "machine"


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
