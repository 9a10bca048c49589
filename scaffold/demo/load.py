"""Runs the load client as a process of its own and sums up what it saw."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.core import Problem
from scaffold.demo.result import Load
from scaffold.demo.running import die_with_parent

HOME = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, {home!r}); from scaffold.demo.client import main; main()"
CLIENT_LIMIT_CORES = 0.7
"""Above this share of a core the client's own queueing shows in the latencies (it sends 11,000/s at 0.4 core)."""
TIMEOUT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """One load: `rate` (requests/s) makes it an open loop, else `users` send back to back."""

    port: int
    seconds: float
    users: int
    seed: int
    phase: str
    rows: Mapping[str, int]
    rate: float | None = None


def run(
    orders: Orders,
    *,
    before: Callable[[int], None] = lambda pid: None,
    after: Callable[[int], None] = lambda pid: None,
) -> Load:
    """Run one load to its end; `before` and `after` are called with the waiting client's process id.

    Raises:
        Problem: the client died.
    """
    start = START.format(home=str(HOME))
    client = subprocess.Popen(
        [sys.executable, "-P", "-c", start],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=die_with_parent,
    )  # fmt: skip
    try:
        _tell(client, _as_json(orders))
        _hear(client)
        before(client.pid)
        _tell(client, "go")
        heard = _hear(client)
        after(client.pid)
    finally:
        client.kill()
        client.communicate()
    return _sum_up(orders, heard)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed (nearest rank); 0 for none."""
    ordered = sorted(values)
    rank = -(-len(ordered) * share // 1)
    return ordered[max(0, int(rank) - 1)] if ordered else 0.0


def _as_json(orders: Orders) -> str:
    return json.dumps({
        "host": "127.0.0.1", "port": orders.port, "seconds": orders.seconds, "users": orders.users,
        "seed": orders.seed, "phase": orders.phase, "rows": dict(orders.rows), "rate": orders.rate,
        "mode": "closed" if orders.rate is None else "open", "timeout": TIMEOUT_SECONDS,
    })  # fmt: skip


def _tell(client: subprocess.Popen[str], line: str) -> None:
    if client.stdin is not None:
        client.stdin.write(line + "\n")
        client.stdin.flush()


def _hear(client: subprocess.Popen[str]) -> Any:
    line = client.stdout.readline() if client.stdout is not None else ""
    if not line:
        raise Problem("the demo's load client ended early", "run `rung demo` again")
    return json.loads(line)


def _sum_up(orders: Orders, heard: Any) -> Load:
    times = [seconds * 1000 for _, seconds in heard["good"]]
    by_kind: dict[str, list[float]] = defaultdict(list)
    for kind, seconds in heard["good"]:
        by_kind[kind].append(seconds * 1000)
    return Load(
        kind="closed" if orders.rate is None else "open",
        users=orders.users,
        offered_rps=orders.rate,
        seconds=heard["seconds"],
        answered=len(times),
        failures=heard["failed"],
        rps=len(times) / heard["seconds"],
        p50_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
        p99_ms=percentile(times, 0.99),
        routes={
            kind: (len(some), percentile(some, 0.5), percentile(some, 0.95))
            for kind, some in sorted(by_kind.items())
        },
        client_cores=heard["cores"],
        latency_total_s=sum(times) / 1000,
    )
