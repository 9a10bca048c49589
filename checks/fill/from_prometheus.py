"""Vitals from what Prometheus recorded: the query is each one's source, the window what it had data for.

Confidence: HIGH from a day on, which holds every hour; MEDIUM from five minutes on, and where one of several jobs was
chosen for its many requests; LOW below (this tool's defaults).
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import count, lower, measured, window
from checks.probes.prometheus import Prometheus
from checks.vitals import names

WHOLE_DAY_S = 86_400.0
SHORT_S = 300.0
COUNTED = {
    "database_memory_bytes",
    "database_bytes",
    "max_connections",
    "replicas",
}
"""Whole numbers."""


def facts(prometheus: Prometheus) -> Iterator[Fact]:
    """One fact a reading that is a vital, and whether routes are told apart."""
    span, sure = window(prometheus.window_s), trust(prometheus)
    if prometheus.histogram:
        yield measured("routes_measured", bool(prometheus.route_label), prometheus.histogram)
    known = set(names())
    for name, one in prometheus.readings.items():
        if name in known:
            value = round(one.value) if name in COUNTED else one.value
            value = count(value) if name == "database_cores" else value
            yield measured(name, value, one.query, window=span, confidence=sure)


def trust(prometheus: Prometheus) -> Confidence:
    """How sure what was recorded in the window is."""
    if prometheus.window_s < SHORT_S:
        return Confidence.LOW
    chosen = Confidence.MEDIUM if len(prometheus.jobs) > 1 else Confidence.HIGH
    whole = prometheus.window_s >= WHOLE_DAY_S
    return lower(chosen, Confidence.HIGH if whole else Confidence.MEDIUM)
