"""The load client, a process of its own: reads one JSON line of orders, says "ready", waits for "go", reports JSON.

It stays alive until its standard input closes, so that whoever started it can read its processor time first.
Imports only the standard library and two small neighbours: a load client must not be heavier than the load.
"""

import asyncio
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from scaffold.demo.traffic import Request, stream
from scaffold.demo.wire import Connection

Sample = tuple[str, float]


class Tally:
    """What came back: a (kind, seconds) pair for each good answer, a count for each way to fail."""

    def __init__(self, timeout: float) -> None:
        self.timeout = timeout
        self.good: list[Sample] = []
        self.failed: Counter[str] = Counter()
        self.last = 0.0

    async def send(self, connection: Connection, request: Request, since: float) -> None:
        """Send and count; the time runs from `since`."""
        outcome = ""
        try:
            status, _ = await asyncio.wait_for(connection.send(request), self.timeout)
            outcome = "" if status == request.expected else str(status)
        except TimeoutError:
            outcome = "timeout"
        except ConnectionRefusedError:
            outcome = "refused"
        except OSError:
            outcome = "reset"
        now = time.perf_counter()
        self.last = max(self.last, now)
        if outcome:
            self.failed[outcome] += 1
            await asyncio.sleep(0.05)  # a refused user looks again later, it does not spin
        else:
            self.good.append((request.kind, now - since))


async def closed(orders: dict[str, Any], tally: Tally) -> None:
    """Each user sends, waits for the answer, and sends again, until the time is up; the last answers are awaited."""
    deadline = time.perf_counter() + orders["seconds"]

    async def one(user: int) -> None:
        connection = Connection(orders["host"], orders["port"])
        requests = _stream(orders, user)
        while (now := time.perf_counter()) < deadline:
            await tally.send(connection, next(requests), now)
        connection.close()

    await asyncio.gather(*(one(user) for user in range(orders["users"])))


async def open_loop(orders: dict[str, Any], tally: Tally) -> None:
    """Requests at a fixed rate whatever comes back, each timed from when it was due."""
    idle: list[Connection] = []
    requests = _stream(orders, orders["users"])
    start, rate = time.perf_counter(), float(orders["rate"])

    async def one(request: Request, due: float) -> None:
        connection = idle.pop() if idle else Connection(orders["host"], orders["port"])
        await tally.send(connection, request, due)
        idle.append(connection)

    tasks = []
    for number in range(int(rate * orders["seconds"])):
        due = start + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(next(requests), due)))
    await asyncio.gather(*tasks)
    for connection in idle:
        connection.close()


MODES: dict[str, Callable[[dict[str, Any], Tally], Awaitable[None]]] = {
    "closed": closed,
    "open": open_loop,
}


def main() -> None:
    """Obey the orders on standard input and answer on standard output."""
    orders = json.loads(sys.stdin.readline())
    _say({"ready": True})
    sys.stdin.readline()
    tally = Tally(orders["timeout"])
    gc.freeze()
    start, busy = time.perf_counter(), time.process_time()
    asyncio.run(MODES[orders["mode"]](orders, tally))  # type: ignore[arg-type]
    wall = max(tally.last, time.perf_counter()) - start
    _say({
        "seconds": max(tally.last - start, 1e-9),
        "cores": (time.process_time() - busy) / wall,
        "good": tally.good,
        "failed": tally.failed,
    })  # fmt: skip
    sys.stdin.read()


def _stream(orders: dict[str, Any], user: int) -> Any:
    return stream(seed=orders["seed"], user=user, users=orders["rows"]["users"],
                  posts=orders["rows"]["posts"], phase=orders["phase"])  # fmt: skip


def _say(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()
