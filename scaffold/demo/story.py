"""The whole demo as a stream of events: for each size a database, a project, and the climb.

Leaves nothing running and nothing lying around, however it ends: every process is a child of this one and
dies with it, every file is in one temporary folder.
"""

import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path

from checks import scratch
from scaffold.demo import climb, events, fill, project
from scaffold.demo.measure import WARM_SECONDS, Bench
from scaffold.demo.options import Options
from scaffold.demo.post_office import DELAY_SECONDS, PostOffice
from scaffold.demo.postgres import Postgres, free_port
from scaffold.demo.result import DemoResult, Run
from scaffold.demo.stack import Stack
from scaffold.demo.taking import Clock
from scaffold.demo.traffic import MIX


def run(options: Options) -> Iterator[events.Event]:
    """Tell the demo; the last event carries the result.

    Raises:
        Problem: PostgreSQL, Redis or the application does not start, or the load client is the limit.
    """
    begun = time.monotonic()
    told = settings(options)
    yield events.Started(sizes=options.sizes, settings=told)
    runs: list[Run] = []
    with scratch.ended_in_order(), scratch.folder("demo") as folder, PostOffice() as mail:
        for number, size in enumerate(options.sizes):
            place = folder / str(number)
            place.mkdir(mode=0o755)
            for event in _one_size(size, options, place, mail.port):
                if isinstance(event, events.Stopped):
                    runs.append(event.run)
                yield event
    seconds = time.monotonic() - begun
    yield events.Finished(result=DemoResult(runs=tuple(runs), seconds=seconds, settings=told))


def settings(options: Options) -> dict[str, str]:
    """How it is measured, in words."""
    mix = " / ".join(f"{share} {kind}" for kind, share in MIX.items())
    return {
        "load": f"{options.users} users who wait for their answers, {options.seconds:g} s of sending "
        f"after {WARM_SECONDS:g} s of warming up that do not count",
        "mix": f"{mix}; which ids: log-uniform; seed {options.seed}, fresh keys in every load",
        "mail": f"a mail server on loopback that thinks for {DELAY_SECONDS * 1000:.0f} ms, the only sleep",
        "database": "PostgreSQL 18 over TCP with SCRAM, every setting as the project's compose file has it "
        "(else the server's defaults: autovacuum, parallel workers and jit on, 128 MB of shared buffers)",
        "throughput": "good answers over the time from the first request to the last answer",
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
    }  # fmt: skip


def _one_size(size: float, options: Options, place: Path, mail: int) -> Iterator[events.Event]:
    root = project.lay(place / "threads")
    server = Postgres(folder=place / "postgres", port=free_port())
    stack = Stack(root=root, folder=place, postgres=server, mail_port=mail)
    seconds: dict[str, float] = {}
    try:
        yield events.Working(what="filling the database", seconds=3 + 14 * size)
        yield _filled(stack, size, seconds)
        bench = Bench(stack=stack, size=size, users=options.users, seconds=options.seconds,
                      seed=options.seed)  # fmt: skip
        yield from climb.climb(bench, options, Clock(seconds))
    finally:
        stack.down()


def _filled(stack: Stack, size: float, seconds: dict[str, float]) -> events.Filled:
    begun = time.monotonic()
    stack.postgres.create()
    stack.postgres.start(fill.FILL_SETTINGS)
    fill.new_database(stack.postgres.url, stack.database_url)
    count = fill.create(stack.database_url, fill.schema_of(stack.root), size)
    stack.postgres.stop()
    seconds["fill"] = time.monotonic() - begun
    return events.Filled(size=size, rows=fill.rows(size), bytes=count, seconds=seconds["fill"])
