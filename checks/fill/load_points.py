"""The loads at which the system was watched: those that a person gave, and those that Prometheus recorded by itself.

Recorded moments that say something of the system as it is now (`checks/fill/usable_moments.py`) are cut into bands of
load of the same width. A band's point is the median of its loads and, for what was busy, of what each request/s was
busy with, so that a backup that falls into less than half of a band's moments hardly moves it. Where the load hardly
changed there is one band and nothing to learn from it: then there are no points, and the reason is said.

Source: utilisation and Little's law hold over any span (Denning and Buzen, "The Operational Analysis of Queueing
Network Models", 1978); bands and medians before a regression: J. W. Tukey, "Exploratory Data Analysis" (1977).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from checks.core import Looks
from checks.fill.fact import window
from checks.fill.usable_moments import LEAST_MOMENTS, usable
from checks.probes.given import LoadPoint, Loads
from checks.probes.prometheus import Moment, Prometheus

BANDS = 8
"""Two more than a law of scaling needs, so that an empty band is no loss."""
NARROWEST = 0.08
"""Width of a band over the highest load: three bands need a load that changes by a quarter; this tool's default."""
CHANCE = 2.0
"""Width of a band over what chance makes of a steady load: arrivals of their own differ by the root of their number."""
LEAST_BANDS = 3
"""As many points as a line with an interval needs."""
TOP = 0.005
"""Share of the moments that may lie above the highest band: one burst would make the others a single band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """All load points, each with its source, and why nothing came of what Prometheus recorded."""

    points: tuple[LoadPoint, ...] = ()
    none_recorded: str = ""
    """Empty where points were recorded, or no Prometheus was asked."""


def load_points(looks: Looks) -> Watched:
    """What was given, then what was recorded; a person's own loads stand beside the recorded ones."""
    given = (looks.get(Loads) or Loads()).points
    prometheus = looks.get(Prometheus)
    if prometheus is None:
        return Watched(points=given)
    found = recorded(prometheus)
    return Watched(points=(*given, *found.points), none_recorded=found.none_recorded)


def recorded(prometheus: Prometheus) -> Watched:
    """The load points in what Prometheus recorded, lightest first; or why there are none."""
    if not prometheus.moments:
        said = next((why for part, why in prometheus.missing.items() if "moments" in part), "")
        return Watched(none_recorded=said or "Prometheus has no histogram of requests")
    good, left_out = usable(prometheus)
    bands = _bands(good, prometheus.moment_s)
    span = good[-1].at - good[0].at + prometheus.moment_s if good else 0.0
    points = tuple(_point(one, prometheus, span) for one in bands)
    if len(points) >= LEAST_BANDS:
        return Watched(points=points)
    return Watched(none_recorded=_why(good, left_out))


def _bands(good: Sequence[Moment], moment_s: float) -> list[list[Moment]]:
    """The moments by bands of load, those bands that hold enough of them."""
    if not good:
        return []
    ordered = sorted(good, key=lambda one: one.requests_per_second)
    low = ordered[0].requests_per_second
    high = ordered[-1 - int(TOP * len(ordered))].requests_per_second
    narrowest = max(NARROWEST * high, CHANCE * sqrt(high / moment_s))
    count = min(BANDS, int((high - low) / narrowest))
    if count < LEAST_BANDS:
        return []
    width = (high - low) / count
    bands: list[list[Moment]] = [[] for _ in range(count)]
    for one in ordered:
        place = int((one.requests_per_second - low) / width)
        bands[min(place, count - 1)].append(one)
    return [one for one in bands if len(one) >= LEAST_MOMENTS]


def _point(band: Sequence[Moment], prometheus: Prometheus, span_s: float) -> LoadPoint:
    low, high = band[0].requests_per_second, band[-1].requests_per_second
    span = window(span_s)
    return LoadPoint(
        requests_per_second=median(one.requests_per_second for one in band),
        app_cpu=_busy(band, lambda one: one.app_cpu),
        database_cpu=_busy(band, lambda one: one.database_cpu),
        in_flight=_busy(band, lambda one: one.in_flight),
        p50_ms=_middle(one.p50_ms for one in band),
        p95_ms=_middle(one.p95_ms for one in band),
        where=f"Prometheus, {span}: median of {len(band)} moments with {low:.3g} to {high:.3g} of "
        f"{prometheus.moment_queries.get('requests_per_second', prometheus.histogram)}",
    )


def _busy(band: Sequence[Moment], part: Callable[[Moment], float | None]) -> float | None:
    """What was busy at the band's middle load: the median for each request/s, of the moments where it is known."""
    known = [(value, one.requests_per_second) for one in band if (value := part(one)) is not None]
    each = _middle(value / rate for value, rate in known)
    return None if each is None else each * median(one.requests_per_second for one in band)


def _middle(values: Iterator[float | None]) -> float | None:
    """The median of those that are known."""
    known = [one for one in values if one is not None]
    return median(known) if len(known) >= LEAST_MOMENTS else None


def _why(good: Sequence[Moment], left_out: dict[str, int]) -> str:
    """Why there are no points, in words that follow "what Prometheus recorded gives none: "."""
    aside = "; ".join(
        f"{many} moments with {why} were left out" for why, many in left_out.items() if many
    )
    if len(good) < LEAST_BANDS * LEAST_MOMENTS:
        return f"{len(good)} moments can be used, and {LEAST_BANDS * LEAST_MOMENTS} are needed" + (
            f" ({aside})" if aside else ""
        )
    rates = [one.requests_per_second for one in good]
    return (
        f"the load was much the same all the time ({min(rates):.3g} to {max(rates):.3g} requests/s)"
    )
