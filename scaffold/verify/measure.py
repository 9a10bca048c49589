"""Measures one vital anew, from two looks at the running services some seconds apart."""

import time

from checks.core import Fact, Looks
from checks.fill import fill
from checks.probes import metrics, postgres
from checks.probes.metrics import Metrics
from checks.probes.postgres import Postgres
from scaffold.verify.targets import Targets

WINDOW_S = 10.0
"""Seconds of live load that a vital is measured over; this tool's default."""


def measure(vital: str, targets: Targets, window_s: float) -> Fact | None:
    """The vital over this window, None where the named services do not tell it (no requests came, say).

    Raises:
        Problem: a named service cannot be reached.
    """
    begun = _look(targets)
    if not begun.taken:
        return None
    time.sleep(window_s)
    looks = _since(begun, _look(targets))
    page = looks.get(Metrics)
    if page is not None and not page.count + page.errors:
        return None
    return fill(looks).fact(vital)


def _look(targets: Targets) -> Looks:
    looks = Looks()
    if targets.metrics:
        looks = looks.with_(metrics.look(targets.metrics))
    if targets.database_url:
        looks = looks.with_(postgres.look(targets.database_url))
    return looks


def _since(first: Looks, second: Looks) -> Looks:
    looks = Looks()
    if (page := first.get(Metrics)) and (page_now := second.get(Metrics)):
        looks = looks.with_(metrics.between(page, page_now))
    if (server := first.get(Postgres)) and (server_now := second.get(Postgres)):
        looks = looks.with_(postgres.between(server, server_now))
    return looks
