"""Processors that a file gives to a container at most; None where it says nothing, or leaves it to a variable.

Sources: https://github.com/compose-spec/compose-spec/blob/main/spec.md (cpus, cpuset, cpu_quota, cpu_period) and
deploy.md (resources.limits.cpus); https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.
"""

import re
from collections.abc import Mapping
from typing import Any

NUMBER = re.compile(r"\d+(\.\d+)?$|\.\d+$")
RANGES = re.compile(r"\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*$")
PERIOD_US = 100_000.0
"""The kernel's default, where only the quota is given."""


def of_compose(service: Mapping[Any, Any]) -> float | None:
    """The least of what a compose service's keys allow; each of them binds."""
    limits = _within(service, "deploy", "resources", "limits")
    quota = _number(service.get("cpu_quota"))
    period = _number(service.get("cpu_period")) or PERIOD_US
    stated = (
        _number(service.get("cpus")),
        _number(limits.get("cpus")),
        _set(service.get("cpuset")),
        quota / period if quota else None,
    )
    return min((one for one in stated if one), default=None)


def of_kubernetes(container: Mapping[Any, Any]) -> float | None:
    """The limit of a container: 2, "0.5" or "500m"."""
    text = str(_within(container, "resources", "limits").get("cpu", "")).strip()
    share = 1000.0 if text.endswith("m") else 1.0
    found = _number(text.removesuffix("m"))
    return found / share if found else None


def _number(value: object) -> float | None:
    text = str(value).strip()
    return float(text) if NUMBER.match(text) else None


def _set(value: object) -> float | None:
    """How many processors "0-2,5" names."""
    text = str(value).replace(" ", "")
    if not RANGES.match(text):
        return None
    parts = [part.partition("-") for part in text.split(",")]
    named = {one for first, _, last in parts for one in range(int(first), int(last or first) + 1)}
    return float(len(named)) or None


def _within(value: Mapping[Any, Any], *keys: str) -> Mapping[Any, Any]:
    for key in keys:
        below = value.get(key)
        value = below if isinstance(below, Mapping) else {}
    return value
