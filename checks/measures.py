"""What a quantity is declared with: the commands that measure, closed words, plausible ceilings by unit."""

from dataclasses import field
from typing import Any

LIVE = "rung assess --database-url URL"
APP = "rung assess --url URL"
PAGES = "rung assess --url PAGE --metrics-url URL --seconds 30"
METRICS = "rung assess --metrics-url URL"
REDIS = "rung assess --redis-url URL --seconds 30"
BROKER = "rung assess --rabbitmq-url URL --seconds 30"
KAFKA = "rung assess --kafka HOST:PORT --seconds 30"
HISTORY = "rung assess --prometheus-url URL"
RATES = "rung assess --database-url URL --from LOOK_OF_LAST_WEEK"
WATCHED = "rung assess --database-url URL --seconds 60"
TOLD = "rung assess --tell {name}=VALUE"
SYMPTOMS = (
    "slow", "too_many_clients", "spikes", "backlog", "stale_reads", "disk_full", "deploys_collide", "far_users",
)  # fmt: skip
"""The closed words of `symptom`; each has its discriminating measurement in `playbooks/symptoms.py`."""
WORDS = {
    "symptom": SYMPTOMS,
    "pooler_mode": ("session", "transaction", "statement"),
}
"""Vitals of unit "str" that take one of these words alone."""
MOST = {
    "ratio": 1.0,
    "ms": 3.6e6,
    "s": 3.2e8,
    "min": 5e5,
    "h": 1e5,
    "d": 1e5,
    "B": 1e18,
    "1/s": 1e9,
    "B/s": 1e12,
}
"""The plausible ceiling by unit where a quantity has none of its own; counts run to 1e15."""


def vital(unit: str, says: str, ask: str = TOLD, most: float | None = None) -> Any:
    """Declare one quantity: its unit, its meaning, the command that measures it, and its plausible ceiling."""
    ceiling = MOST.get(unit, 1e15) if most is None else most
    return field(default=None, metadata={"unit": unit, "says": says, "ask": ask, "most": ceiling})
