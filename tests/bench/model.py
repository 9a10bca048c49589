"""The queueing model against the demo: calibrated with few users, asked for many, printed beside what was measured.

Demands come from one light load (processor seconds of application, database and client over answers); the loads
that are predicted are never used for it. Bars: 15 % of the throughput and 25 % of the 95th percentile; the named
resource must be the one nearest to its ceiling. A busy machine spoils it: a spin loop's reading stands in each row.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from checks import scratch
from checks.core import Looks
from playbooks.model.network import Network, Station
from playbooks.model.users import Served, served
from scaffold.demo import building, fill, measure, project
from scaffold.demo.measure import Bench
from scaffold.demo.post_office import PostOffice
from scaffold.demo.postgres import Postgres, free_port
from scaffold.demo.result import State
from scaffold.demo.stack import Stack

SIZE, SECONDS, FEW, MANY, ALONE = 0.2, 5.0, 2, (8, 16, 32, 64), 1
STAGES = ("", "observe", "query_index", "pool", "cache_shared")
RATE_BAR, LATE_BAR = 0.15, 0.25


@dataclass(slots=True)
class Tally:
    """How many predictions held."""

    rows: int = 0
    rate: int = 0
    late: int = 0
    named: int = 0


def main() -> int:
    """Print every prediction beside its measurement; 1 when a bar is missed."""
    tally = Tally()
    with scratch.ended_in_order(), scratch.folder("demo") as folder, PostOffice() as mail:
        root = project.lay(folder / "app")
        server = Postgres(folder=folder / "postgres", port=free_port())
        stack = Stack(root=root, folder=folder, postgres=server, mail_port=mail.port)
        try:
            filled(stack)
            bench = Bench(stack=stack, size=SIZE, users=FEW, seconds=SECONDS, seed=7)
            stack.up()
            looks = stage(bench, "naive", tally)
            for rung in STAGES[1:]:
                built(bench, root, rung, looks)
                looks = stage(bench, rung, tally)
        finally:
            stack.down()
    say(f"{tally.rows} predictions: throughput within {RATE_BAR:.0%} in {tally.rate}, "
        f"p95 within {LATE_BAR:.0%} in {tally.late}, resource named right in {tally.named}")  # fmt: skip
    return int(min(tally.rate, tally.late, tally.named) < tally.rows)


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


def stage(bench: Bench, name: str, tally: Tally) -> Looks:
    """One state of the application: calibrate, predict, measure, print."""
    bench.users = ALONE
    alone, _ = measure.closed(bench, name)
    bench.users = FEW
    light, _ = measure.closed(bench, name)
    seen = calibrated(light, alone)
    parts = ", ".join(f"{one.name} {one.demand * 1000:.2f} ms" for one in seen.stations)
    say(
        f"\n{name}: {parts}, others {seen.others * 1000:.2f} ms, elsewhere {seen.delay * 1000:.1f} ms a request"
    )
    say(
        "  users   req/s predicted  measured   off    p95 ms predicted  measured   off   fullest            spin ms"
    )
    looks = Looks()
    for users in MANY:
        bench.users = users
        state, looks = measure.closed(bench, name)
        row(served(seen, users), state, seen, tally)
    return looks


def calibrated(light: State, alone: State) -> Network:
    """Demands of the light load; waiting elsewhere is what they leave of the time of one user alone."""
    rate = light.closed.rps
    application, database = light.cores["application"] / rate, light.cores["database"] / rate
    rest = sum(light.cores.get(one, 0.0) for one in ("client", "cache")) / rate
    mean = alone.closed.latency_total_s / alone.closed.answered
    stations = (
        Station(name="application", demand=application, servers=1.0),
        Station(name="database", demand=database, servers=light.machine_cores),
    )
    return Network(
        stations=stations, delay=max(0.0, mean - application - database - rest), measured_at=rate,
        shared_cores=light.machine_cores, others=rest,
    )  # fmt: skip


def row(told: Served, state: State, seen: Network, tally: Tally) -> None:
    """One load: predicted and measured side by side."""
    real = state.closed
    rate_off, late_off = told.rate / real.rps - 1, told.p95 * 1000 / real.p95_ms - 1
    full = fullest(state)
    tally.rows += 1
    tally.rate += abs(rate_off) <= RATE_BAR
    tally.late += abs(late_off) <= LATE_BAR
    tally.named += told.fullest == full
    say(f"  {told.users:5d}  {told.rate:16.1f} {real.rps:9.1f} {rate_off:+6.0%}  {told.p95 * 1000:17.0f} "
        f"{real.p95_ms:9.0f} {late_off:+6.0%}   {told.fullest:>11} ({full:>11}) {state.spin_ms:6.0f}")  # fmt: skip


def fullest(state: State) -> str:
    """Which was nearest to its ceiling: the application's one interpreter, or the machine's cores."""
    machine = sum(state.cores.values()) / state.machine_cores
    return "application" if state.cores["application"] >= machine else "machine"


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
