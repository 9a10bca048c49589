"""The load of a bottleneck, a process of its own: JSON orders in, "ready", then requests until bound or input's end.

Bounded three ways: by count, by time, and by its standard input, which ends when whoever started it is gone.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from scaffold.demo.traffic import Request
from scaffold.demo.wire import Connection

PATIENCE_S = 30.0


def stream(requests: list[dict[str, Any]], seed: int) -> Iterator[Request]:
    """Endless requests, the same for the same seed; each kind as often as every other."""
    dice = random.Random(seed)
    while True:
        yield one_of(dice.choice(requests), dice)


def one_of(kind: dict[str, Any], dice: random.Random) -> Request:
    """One request of this kind; a number in the path, or in the body where it is sent."""
    number = dice.randint(1, kind["of"])
    method = kind.get("method", "GET")
    body = b"" if method == "GET" else json.dumps({"n": number, "account": number}).encode()
    return Request(
        kind=kind["path"],
        method=method,
        path=kind["path"].replace("#", str(number)),
        body=body,
        expected=kind.get("expected", 200),
    )


class Load:
    """What was sent and what came back."""

    def __init__(self, orders: dict[str, Any]) -> None:
        self.orders = orders
        self.requests = stream(orders["requests"], orders["seed"])
        self.ends = time.monotonic() + orders["seconds"]
        self.sent = 0
        self.answered: Counter[str] = Counter()
        self.stopped = False

    def over(self) -> bool:
        """Whether a bound is reached."""
        return self.stopped or self.sent >= self.orders["most"] or time.monotonic() > self.ends

    async def send(self, connection: Connection) -> None:
        """One request; a failure is counted and does not end the load."""
        self.sent += 1
        request = next(self.requests)
        try:
            status, _ = await asyncio.wait_for(connection.send(request), PATIENCE_S)
            self.answered["good" if status == request.expected else str(status)] += 1
        except (OSError, TimeoutError) as error:
            self.answered[type(error).__name__] += 1
            await asyncio.sleep(0.05)

    async def user(self) -> None:
        """Sends, waits for the answer, and sends again."""
        connection = Connection("127.0.0.1", self.orders["port"])
        while not self.over():
            await self.send(connection)
            await asyncio.sleep(self.orders.get("pause_ms", 0) / 1000)
        connection.close()

    async def at_rate(self, rate: float) -> None:
        """Sends at a fixed rate whatever comes back."""
        idle: list[Connection] = []
        tasks: set[asyncio.Task[None]] = set()
        begun = time.monotonic()

        async def one() -> None:
            connection = idle.pop() if idle else Connection("127.0.0.1", self.orders["port"])
            await self.send(connection)
            idle.append(connection)

        while not self.over():
            task = asyncio.create_task(one())
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            await asyncio.sleep(max(0.0, begun + (self.sent + 1) / rate - time.monotonic()))
        await asyncio.gather(*tasks)

    async def run(self) -> None:
        """Until a bound is reached or the input ends."""
        listening = asyncio.create_task(self._listen())
        if rate := self.orders.get("rate"):
            await self.at_rate(rate)
        else:
            await asyncio.gather(*(self.user() for _ in range(self.orders["users"])))
        listening.cancel()

    async def _listen(self) -> None:
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        await reader.read()
        self.stopped = True


def main() -> None:
    """Orders in, the tally out."""
    orders = json.loads(sys.stdin.readline())
    load = Load(orders)
    asyncio.run(load.run())
    sys.stdout.write(json.dumps({"sent": load.sent, **load.answered}) + "\n")


if __name__ == "__main__":
    main()
