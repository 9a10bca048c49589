"""What one look at a Prometheus server saw: each figure with the query that gave it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number and the PromQL that gave it."""

    value: float
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteReading:
    """One route of the application over the window."""

    method: str
    route: str
    requests: float
    p95_ms: float | None = None
    """Of answers below 500."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What went on in the minutes before one time; what was not recorded is None."""

    at: float
    """Seconds since 1970."""
    requests_per_second: float
    """Answered below 500."""
    failed_share: float | None = None
    in_flight: float | None = None
    """Requests at work at once on average."""
    p50_ms: float | None = None
    p95_ms: float | None = None
    app_cpu: float | None = None
    """Use of one process on average."""
    database_cpu: float | None = None
    restarts: float | None = None
    """Counters of requests that began anew."""
    instances: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prometheus:
    """One look. A question whose metrics are not there has no reading; one that failed is in `missing`."""

    url: str
    """Without its password."""
    at: float
    """Seconds since 1970."""
    window_s: float
    """The span that the readings cover: as asked for, or as long as there is data."""
    histogram: str = ""
    """The histogram of requests that is read, empty where there is none."""
    native: bool = False
    """It is a native histogram, whose buckets are one sample."""
    job: str = ""
    """The job whose requests are read, where several have them."""
    jobs: tuple[str, ...] = ()
    """Every job that has them."""
    route_label: str = ""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """By the vital that they fill."""
    routes: tuple[RouteReading, ...] = ()
    """The most frequent first."""
    moments: tuple[Moment, ...] = ()
    """Evenly over the window, the earliest first."""
    moment_s: float = 0.0
    """The span before each moment that its rates are taken over."""
    moment_queries: Mapping[str, str] = field(default_factory=dict)
    """The PromQL of each part of a moment."""
    targets: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Job -> how many of its targets are up, and how many there are."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """Question -> why it was not answered."""
    look_s: float = 0.0
