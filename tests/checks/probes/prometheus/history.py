"""A day of one application as its exporters would have recorded it: quiet nights, a busy noon, and what went wrong."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

STEP_S = 60
DAY_S = 86_400
BOUNDS = (0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28)
RESTART_S = 7 * 3600
"""Second of the day at which the process began anew, so that its counters fell to nothing."""
WEB = 'job="web",instance="web:8000"'
MACHINE = 'job="node",instance="db:9100"'
DATABASE = 'job="postgres",instance="db:9187",server="db:5432"'
CADVISOR = 'job="cadvisor",instance="host:8080"'
QUIET, BUSY = 4.0, 44.0
APP_REST, APP_EACH = 0.02, 0.008
DATABASE_REST, DATABASE_EACH = 0.05, 0.012


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a client library calls its histogram of requests and the labels of it."""

    name: str
    method: str
    route: str
    status: str
    also: tuple[str, ...] = field(default=())
    """Gauges of the same process."""


OURS = Style(name="http_request_duration_seconds", method="method", route="route", status="status")
OPENTELEMETRY = Style(
    name="http_server_request_duration_seconds", method="http_request_method", route="http_route",
    status="http_response_status_code",
)  # fmt: skip
SPRING = Style(
    name="http_server_requests_seconds", method="method", route="uri", status="status",
    also=("jvm_threads_live_threads",),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Minute:
    """What a minute saw, of all that the exporters count."""

    rate: float
    failed: float
    mean_s: float
    app_cpu: float
    database_cpu: float


def usual(second: int) -> Minute:
    """A minute at which nothing is wrong."""
    wave = (1 - math.cos(2 * math.pi * second / DAY_S)) / 2
    rate = QUIET + (BUSY - QUIET) * wave
    return Minute(
        rate=rate, failed=0.0, mean_s=0.05 / (1 - rate / 100),
        app_cpu=APP_REST + APP_EACH * rate, database_cpu=DATABASE_REST + DATABASE_EACH * rate,
    )  # fmt: skip


def steady(second: int) -> Minute:
    """Always the same load."""
    del second
    return usual(DAY_S // 4)


def troubled(second: int) -> Minute:
    """A backup at night, and half an hour at noon when a dependency failed and requests hung."""
    hour, now = second / 3600, usual(second)
    if 0.2 < hour < 0.9:
        return Minute(rate=now.rate, failed=0.0, mean_s=now.mean_s * 3, app_cpu=now.app_cpu,
                      database_cpu=min(1.0, now.database_cpu + 0.5))  # fmt: skip
    if 12 < hour < 12.5:
        return Minute(rate=now.rate * 0.7, failed=now.rate * 0.3, mean_s=1.0, app_cpu=0.99,
                      database_cpu=0.02)  # fmt: skip
    return now


@dataclass(frozen=True, kw_only=True)
class Tape:
    """The minutes of the day with their times, and which of them began with a new process."""

    times: list[int]
    seen: list[Minute]
    anew: int

    def counter(
        self, name: str, text: str, grows: Callable[[Minute], float], *, restarts: bool = True
    ) -> Iterator[str]:
        """A counter that grows by so much a second."""
        total = 1000.0
        for place, (time, one) in enumerate(zip(self.times, self.seen, strict=True)):
            total = 0.0 if restarts and place == self.anew else total + grows(one) * STEP_S
            yield f"{name}{{{text}}} {total:.6f} {time}"

    def gauge(self, name: str, text: str, value: float) -> Iterator[str]:
        """The same number all day."""
        yield from (f"{name}{{{text}}} {value:g} {time}" for time in self.times)


def day(
    now: float,
    style: Style,
    minute: Callable[[int], Minute] = troubled,
    containers: tuple[str, ...] = (),
    limit: float | None = None,
) -> Iterator[str]:
    """OpenMetrics lines of the day up to now, one series after the other.

    Args:
        minute: what goes on at a second of the day.
        containers: images of containers that use 1.5 times as many processors as the database's use says, instead of
            the database's machine.
        limit: processors of each container; None for none.
    """
    seconds = range(0, DAY_S + 1, STEP_S)
    tape = Tape(
        times=[int(now) - DAY_S + one for one in seconds],
        seen=[minute(one) for one in seconds],
        anew=RESTART_S // STEP_S,
    )
    yield from _requests(tape, style)
    yield from tape.counter("process_cpu_seconds_total", WEB, lambda one: one.app_cpu)
    yield from _containers(tape, containers, limit) if containers else _machine(tape)
    yield from tape.gauge("pg_stat_activity_count", f'{DATABASE},state="active"', 2)
    yield from tape.gauge("pg_up", DATABASE, 1)
    for job in (WEB, MACHINE, DATABASE):
        yield from tape.gauge("up", job, 1)
    for name in style.also:
        yield from tape.gauge(name, WEB, 40)


def _requests(tape: Tape, style: Style) -> Iterator[str]:
    labels = f'{WEB},{style.method}="GET",{style.route}="/orders/{{id}}",{style.status}='
    kinds: dict[str, Callable[[Minute], float]] = {
        "200": lambda one: one.rate,
        "500": lambda one: one.failed,
    }
    for status, rate in kinds.items():
        text = f'{labels}"{status}"'
        for bound in (*BOUNDS, math.inf):
            le = "+Inf" if math.isinf(bound) else f"{bound:g}"
            within = _times(rate, _within(bound))
            yield from tape.counter(f"{style.name}_bucket", f'{text},le="{le}"', within)
        yield from tape.counter(f"{style.name}_count", text, rate)
        yield from tape.counter(f"{style.name}_sum", text, _times(rate, lambda one: one.mean_s))


def _times(
    one: Callable[[Minute], float], other: Callable[[Minute], float]
) -> Callable[[Minute], float]:
    return lambda minute: one(minute) * other(minute)


def _within(bound: float) -> Callable[[Minute], float]:
    return lambda one: 1 - math.exp(-bound / one.mean_s)


def _machine(tape: Tape) -> Iterator[str]:
    for cpu in ("0", "1"):
        text, name = f'{MACHINE},cpu="{cpu}"', "node_cpu_seconds_total"
        yield from tape.counter(
            name, f'{text},mode="user"', lambda one: one.database_cpu, restarts=False
        )
        yield from tape.counter(
            name, f'{text},mode="idle"', lambda one: 1 - one.database_cpu, restarts=False
        )


def _containers(tape: Tape, images: tuple[str, ...], limit: float | None) -> Iterator[str]:
    for place, image in enumerate(images):
        text = f'{CADVISOR},name="shop-{place}",image="{image}"'
        yield from tape.counter(
            "container_cpu_usage_seconds_total", f'{text},cpu="total"',
            lambda one: 1.5 * one.database_cpu, restarts=False,
        )  # fmt: skip
        if limit is not None:
            yield from tape.gauge("container_spec_cpu_quota", text, 100_000 * limit)
            yield from tape.gauge("container_spec_cpu_period", text, 100_000)
    yield from tape.gauge("machine_cpu_cores", CADVISOR, 6)
