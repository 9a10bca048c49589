"""Small looks at Prometheus, for tests: a healthy application over a week."""

from dataclasses import replace
from typing import Any

from checks.probes.prometheus import Prometheus, Reading, RouteReading

WEEK = 604_800.0


def route(
    route: str, requests: float = 10_000.0, p95_ms: float | None = 90.0, method: str = "GET"
) -> RouteReading:
    """One route."""
    return RouteReading(method=method, route=route, requests=requests, p95_ms=p95_ms)


def prometheus(readings: dict[str, float] | None = None, **changes: Any) -> Prometheus:
    """A week of two routes, with these readings."""
    told = {
        name: Reading(value=value, query=f"query of {name}")
        for name, value in (readings or {}).items()
    }
    healthy = Prometheus(
        url="http://prometheus:9090", at=1_000_000.0, window_s=WEEK, histogram="http_request_duration_seconds",
        jobs=("web",), route_label="route", routes=(route("/a"), route("/b")), targets={"web": (2.0, 2.0)},
        readings=told,
    )  # fmt: skip
    return replace(healthy, **changes)
