"""Proves a rung on running services: does it do its job, and did the metric that was registered beforehand move?

`scaffold/verify/<rung>.py` holds the probes of one rung: `probe(root, targets) -> ((tried, held, seen), ...)`.
"""

import importlib
from pathlib import Path

from checks.core import Problem
from scaffold.core import Receipt, Verification
from scaffold.ledger import read
from scaffold.verify.measure import WINDOW_S, measure
from scaffold.verify.targets import Targets


def verify(root: Path, rung: str, targets: Targets, *, window_s: float = WINDOW_S) -> Verification:
    """Measure the promised vital over `window_s` seconds of the live load, then run the rung's probes.

    Raises:
        Problem: the rung was not built here, nothing to look at was named, or what was named cannot be reached.
    """
    receipt = _receipt(root, rung)
    if not any((targets.metrics, targets.database_url, targets.redis_url, targets.pooler_url)):
        raise Problem(
            "nothing to look at was named",
            "name what runs: --url, --metrics-url, --database-url, --redis-url or --pooler-url",
        )
    promise = receipt.predicts
    measured = measure(promise.vital, targets, window_s) if promise else None
    probe = importlib.import_module(f"scaffold.verify.{rung}").probe
    return Verification(
        rung=rung, checks=probe(root, targets), predicted=promise, measured=measured
    )


def _receipt(root: Path, rung: str) -> Receipt:
    for one in read(root).receipts:
        if one.rung == rung:
            return one
    raise Problem(f"{rung} was not built here by rung", f"rung add {rung} {root}")
