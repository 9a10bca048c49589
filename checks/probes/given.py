"""What a person may add to a look's file: loads that they tried, and their prices. No price comes from anywhere else.

```yaml
load_points:                  # a load test's table, or busy and quiet hours; what was not measured is left out
  - {requests_per_second: 80, app_cpu: 0.21, database_cpu: 0.35, users: 10, p95_ms: 210}
prices:                       # any currency; rungs by their names
  currency: EUR
  months: 12                  # over which a set's running cost is added up
  per_month: {vertical: 55, scale_app: 20, cache_shared: 40}   # vertical: an added core; scale_app: an added process
  once: {query_index: 800}
```
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from checks.codec import build
from checks.core import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPoint:
    """One steady load: requests answered per second, and what was busy then (0 to 1, as the vitals of these names)."""

    requests_per_second: float
    app_cpu: float | None = None
    database_cpu: float | None = None
    users: float | None = None
    """Users who each wait for the answer: so many requests are at work at once."""
    p95_ms: float | None = None
    p50_ms: float | None = None
    """Tells whether what is waited for elsewhere is waited in every request or in a few."""
    in_flight: float | None = None
    """Requests at work at once on average, where users come and go as they like."""
    where: str = ""
    """Where it was seen: `told in FILE`, or Prometheus with its window and query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loads:
    """Loads at which the system was watched, beside the one of the look."""

    points: tuple[LoadPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What rungs cost this person, by the rung's name; `vertical` by added core, `scale_app` by added process."""

    currency: str = ""
    months: float = 12.0
    """Over which the running cost of a set is added up, so that it can be compared with what is paid once."""
    per_month: Mapping[str, float] = field(default_factory=dict)
    once: Mapping[str, float] = field(default_factory=dict)

    def known(self, rung: str) -> bool:
        """Whether this rung has a price."""
        return rung in self.per_month or rung in self.once


def loads(data: Any, place: str, where: str = "") -> Loads:
    """The load points of a file.

    Args:
        where: the source of those that name none.

    Raises:
        Problem: one of them is not of this form, or impossible.
    """
    points: tuple[LoadPoint, ...] = build(tuple[LoadPoint, ...], data, place)
    for number, one in enumerate(points):
        _above(one.requests_per_second, f"{place}[{number}].requests_per_second")
        for name in ("users", "p95_ms", "p50_ms", "in_flight"):
            if (value := getattr(one, name)) is not None:
                _above(value, f"{place}[{number}].{name}")
        for name, share in (("app_cpu", one.app_cpu), ("database_cpu", one.database_cpu)):
            if share is not None and not 0 <= share <= 1:
                raise Problem(
                    f"{place}[{number}].{name} is {share:g}, not a share from 0 to 1",
                    "write 35 percent as 0.35",
                )
    return Loads(points=tuple(one if one.where else replace(one, where=where) for one in points))


def prices(data: Any, place: str) -> Prices:
    """The prices of a file.

    Raises:
        Problem: it is not of this form, or a price is below nothing.
    """
    found: Prices = build(Prices, data, place)
    _above(found.months, f"{place}.months")
    for part in ("per_month", "once"):
        for name, price in getattr(found, part).items():
            if not (isfinite(price) and price >= 0):
                raise Problem(f"{place}.{part}.{name} is {price:g}", "write a price from 0 up")
    return found


def _above(value: float, place: str) -> None:
    if not (isfinite(value) and value > 0):
        raise Problem(f"{place} is {value:g}", "write a number above 0")
