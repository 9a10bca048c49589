"""A day of one application as its exporters would have recorded it: quiet nights, a busy noon, and what went wrong."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

STEP_S = 60
DAY_S = 86_400
BOUNDS = (0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28)
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


def day(
    now: float, style: Style, minute: object = troubled, restart_at: int = 7 * 3600
) -> Iterator[str]:
    """OpenMetrics lines of the day up to now, one series after the other.

    Args:
        minute: what goes on at a second of the day.
        restart_at: second at which the process began anew, so that its counters fall to nothing.
    """
    assert callable(minute)
    begin = int(now) - DAY_S
    seconds = range(0, DAY_S + 1, STEP_S)
    seen = [minute(one) for one in seconds]
    times = [begin + one for one in seconds]
    web, machine = 'job="web",instance="web:8000"', 'job="node",instance="db:9100"'
    labels = f'{web},{style.method}="GET",{style.route}="/orders/{{id}}",{style.status}='
    ours = [place for place, one in enumerate(seconds) if one >= restart_at][:1]

    def counter(name: str, text: str, grows: list[float], anew: list[int]) -> Iterator[str]:
        total = 1000.0
        for place, (time, one) in enumerate(zip(times, grows, strict=True)):
            total = 0.0 if place in anew else total + one * STEP_S
            yield f"{name}{{{text}}} {total:.6f} {time}"

    def gauge(name: str, text: str, value: float) -> Iterator[str]:
        yield from (f"{name}{{{text}}} {value:g} {time}" for time in times)

    for status, rates in (
        ("200", [one.rate for one in seen]),
        ("500", [one.failed for one in seen]),
    ):
        text = f'{labels}"{status}"'
        for bound in (*BOUNDS, math.inf):
            below = [
                rate * (1 - math.exp(-bound / one.mean_s))
                for rate, one in zip(rates, seen, strict=True)
            ]
            le = "+Inf" if math.isinf(bound) else f"{bound:g}"
            yield from counter(f"{style.name}_bucket", f'{text},le="{le}"', below, ours)
        yield from counter(f"{style.name}_count", text, rates, ours)
        spent = [rate * one.mean_s for rate, one in zip(rates, seen, strict=True)]
        yield from counter(f"{style.name}_sum", text, spent, ours)
    yield from counter("process_cpu_seconds_total", web, [one.app_cpu for one in seen], ours)
    for cpu in ("0", "1"):
        busy = [one.database_cpu for one in seen]
        for mode, grows in (("user", busy), ("idle", [1 - one for one in busy])):
            text = f'{machine},cpu="{cpu}",mode="{mode}"'
            yield from counter("node_cpu_seconds_total", text, grows, [])
    database = 'job="postgres",instance="db:9187",server="db:5432"'
    yield from gauge("pg_stat_activity_count", f'{database},state="active"', 2)
    yield from gauge("pg_up", database, 1)
    for job in (web, machine, database):
        yield from gauge("up", job, 1)
    for name in style.also:
        yield from gauge(name, web, 40)
