"""The look at a Prometheus server: what it records of requests, machines, database and pools over a window.

Asks for the names of all metrics, finds which exporters and which histogram of requests are among them, and asks one
PromQL query for each quantity. Every query is bounded by the server's own time-out and ours; one that fails is missing,
with its reason, and the others are still asked. Nothing is written; of eight quantities a few hundred points over the
window are read (`checks/probes/prometheus/moments.py`), of no series more.
"""

import time
from dataclasses import replace

from checks.core import Problem
from checks.probes.prometheus.snapshot import Moment, Prometheus, Reading, RouteReading
from checks.probes.prometheus.spans import read

__all__ = ["Moment", "Prometheus", "Reading", "RouteReading", "look"]

EXAMPLE = "http://host:9090"
WINDOW = "7d"
"""A week holds every hour of the day and the weekend."""
TIME_S = 30.0
LARGEST = 60_000_000


def look(url: str, *, window: str = WINDOW, seconds: float = TIME_S) -> Prometheus:
    """Look once, at this window up to now, in at most this many seconds.

    Args:
        url: the server's address; `?job=web` chooses the job whose requests are meant.
        window: a span as Prometheus writes it: 30m, 12h, 7d.
        seconds: for all questions together.

    Raises:
        Problem: nothing answers there, it is no Prometheus, or the window is no span.
    """
    from checks.probes.prometheus.api import Api
    from checks.probes.prometheus.looking import Looking
    from checks.probes.web import Web, address

    span, base = read(window), address(url, EXAMPLE)
    if span is None:
        raise Problem(f"{window!r} is no span of time", "write it as 30m, 12h or 7d")
    begun = time.monotonic()
    with Web(seconds=seconds, largest=LARGEST) as web:
        api = Api(web=web, base=base.copy_with(query=None))
        looking = Looking(api=api, base=base, now=time.time(), span=span)
        return replace(looking.look(), look_s=time.monotonic() - begun)
