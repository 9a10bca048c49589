"""Measures the running application: rung's own probes around a load, from equal rows every time.

Counters (statements, sessions, processor time, the application's own histogram) are read before the load
and after its last answer; what only the moment shows (sessions at work, waits) is sampled in the middle.
"""

import contextlib
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks.core import Looks, Problem
from checks.probes import host, metrics, postgres, repo
from checks.probes.host import Host
from checks.probes.metrics import Metrics
from checks.probes.postgres import Postgres
from scaffold.demo import fill as filling
from scaffold.demo import load
from scaffold.demo.result import Load, State
from scaffold.demo.stack import Stack

SPIN_LOOPS = 400_000
MIDDLE = 0.6
"""Share of the load's length after which sessions are sampled."""
WARM_SECONDS, WARM_USERS, WARM_SEED = 2.0, 16, 1_000_003
"""Before every counted load: long enough to open pools and fill caches, few enough users that the drowned
application has soon answered them; other requests than the counted ones, so that none of those is prepared."""


@dataclass(slots=True, kw_only=True)
class Bench:
    """The stack of one size and how it is loaded."""

    stack: Stack
    size: float
    users: int
    seconds: float
    seed: int
    phases: int = field(default=0, init=False)

    def rows(self) -> dict[str, int]:
        """Rows of each table before a load."""
        return filling.rows(self.size)

    def reset(self) -> None:
        """Equal rows and an empty cache."""
        filling.reset(self.stack.database_url, self.size)
        if self.stack.redis_url is not None:
            from redis import Redis

            with Redis.from_url(self.stack.redis_url) as cache:
                cache.flushall()

    def orders(self, seconds: float, rate: float | None = None) -> load.Orders:
        """The next load, with keys that no load before it used."""
        self.phases += 1
        return load.Orders(
            port=self.stack.port, seconds=seconds, users=self.users, seed=self.seed,
            phase=f"p{self.phases}", rows=self.rows(), rate=rate,
        )  # fmt: skip

    def warm_up(self) -> None:
        """A short load that does not count."""
        orders = self.orders(WARM_SECONDS)
        load.run(replace(orders, users=min(WARM_USERS, self.users), seed=self.seed + WARM_SEED))


def closed(bench: Bench, name: str) -> tuple[State, Looks]:
    """One closed-loop load on equal rows, warmed up: the state, and what rung's probes saw of it.

    Raises:
        Problem: the load client was the limit, or a probe cannot reach what it looks at.
    """
    bench.reset()
    bench.warm_up()
    spin_ms = spin()
    watch = _Watch(bench)
    seen = load.run(bench.orders(bench.seconds), before=watch.before, after=watch.after)
    refuse_a_busy_client(seen)
    state = State(
        name=name,
        closed=seen,
        open=None,
        cores=_cores(watch.host()),
        machine_cores=watch.host().cores,
        database_share=_database_share(watch.postgres(), seen),
        spin_ms=spin_ms,
    )
    return state, watch.looks(bench.stack.root)


def fixed_rate(bench: Bench, rate: float, seconds: float) -> Load:
    """An open loop at `rate` requests/s on equal rows.

    Raises:
        Problem: the load client was the limit.
    """
    bench.reset()
    seen = load.run(bench.orders(seconds, rate))
    refuse_a_busy_client(seen)
    return seen


def refuse_a_busy_client(seen: Load) -> None:
    """A load whose client was short of processor measures the client.

    Raises:
        Problem: it was.
    """
    if seen.client_cores > load.CLIENT_LIMIT_CORES:
        raise Problem(
            f"the load client used {seen.client_cores:.2f} of a core, so it was the limit and the figures do not count",
            "run `rung demo` again when this machine has less to do, or with fewer --users",
        )


def spin() -> float:
    """Milliseconds for a fixed loop: comparable readings mean comparable phases."""
    begun = time.perf_counter()
    total = 0
    for one in range(SPIN_LOOPS):
        total += one & 7
    return (time.perf_counter() - begun) * 1000


class _Watch:
    """The probes around one load."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.groups: Mapping[str, tuple[int, ...]] = {}
        self.first: tuple[Postgres, Metrics | None, Host] | None = None
        self.last: tuple[Postgres, Metrics | None, Host] | None = None
        self.middle: Postgres | None = None
        self.thread: threading.Thread | None = None

    def before(self, client: int) -> None:
        self.groups = {**self.bench.stack.groups, "client": (client,)}
        at_rest = postgres.look(self.bench.stack.database_url, samples=1)
        self.first = (at_rest, _metrics(self.bench), host.look(self.groups))
        self.thread = threading.Thread(target=self._sample, daemon=True)
        self.thread.start()

    def after(self, client: int) -> None:
        now = host.look(self.groups)
        page = _metrics(self.bench)
        if self.thread is not None:
            self.thread.join(30)
        self.last = (postgres.look(self.bench.stack.database_url, samples=1), page, now)

    def _sample(self) -> None:
        time.sleep(self.bench.seconds * MIDDLE)
        with contextlib.suppress(Problem):
            self.middle = postgres.look(
                self.bench.stack.database_url, samples=8, apart_s=0.1, sessions=1
            )

    def host(self) -> Host:
        first, last = self._both()
        return host.between(first[2], last[2])

    def postgres(self) -> Postgres:
        first, last = self._both()
        grown = postgres.between(first[0], last[0])
        return grown if self.middle is None else replace(grown, activity=self.middle.activity)

    def looks(self, root: Path) -> Looks:
        from checks.fill import fill

        found = Looks().with_(repo.look(root), self.postgres(), self.host(), *self._pages())
        return found.with_(fill(found))

    def _pages(self) -> Iterator[Metrics]:
        first, last = self._both()
        if first[1] is not None and last[1] is not None:
            yield metrics.between(first[1], last[1])

    def _both(
        self,
    ) -> tuple[tuple[Postgres, Metrics | None, Host], tuple[Postgres, Metrics | None, Host]]:
        if self.first is None or self.last is None:
            raise Problem("the load ended before it was watched", "run `rung demo` again")
        return self.first, self.last


def _metrics(bench: Bench) -> Metrics | None:
    """The application's own metrics page, where the project has one by now."""
    try:
        return metrics.look(f"{bench.stack.url}/metrics")
    except Problem:
        return None


def _cores(seen: Host) -> dict[str, float]:
    order = ("client", "application", "database", "cache")
    return {name: used for name in order if (used := seen.cores_used(name)) is not None}


def _database_share(seen: Postgres, one: Load) -> float | None:
    active_ms = seen.counters.active_ms if seen.counters else None
    if active_ms is None or not one.latency_total_s:
        return None
    return min(1.0, active_ms / 1000 / one.latency_total_s)
