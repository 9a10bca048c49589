"""The recorded moments that say something of the system as it is now, and why the others do not.

Left out are moments with too few requests for a percentile, where a part of them failed, where a process began anew, or
where there were other processes than at the end. So are all days before the work of a request changed (an index, a
release): the last day's own work tells, load by load, since at low loads what a system does at rest is more of it.
"""

from collections.abc import Callable, Sequence
from math import log
from statistics import median

from checks.probes.prometheus import Moment, Prometheus

LEAST_REQUESTS = 60.0
"""Requests of a moment from which its 95th percentile rests on three of them or more; this tool's default."""
MOST_FAILED = 0.05
"""As in the model, which refuses to answer where one request in twenty fails."""
LEAST_MOMENTS = 3
"""Of a band: a median of two is no protection from one."""
DAY_S = 86_400.0
CHANGED = 0.25
"""How far a day's work for each request, at the same load, is off the last day's where it is another system: more than
the rows of a week add, less than an index saves; this tool's default."""
ALIKE = 1.25
"""Loads are the same within this factor."""


def usable(prometheus: Prometheus) -> tuple[list[Moment], dict[str, int]]:
    """Those moments, the earliest first, and how many were left out for which reason; needs one moment at least."""
    last = prometheus.moments[-1].instances
    tests: dict[str, Callable[[Moment], bool]] = {
        "too few requests": lambda one: (
            one.requests_per_second * prometheus.moment_s < LEAST_REQUESTS
        ),
        "failures": lambda one: (one.failed_share or 0.0) >= MOST_FAILED,
        "a restart": lambda one: bool(one.restarts),
        "another number of processes": lambda one: one.instances != last,
    }
    good, left_out = list[Moment](), dict[str, int]()
    for one in prometheus.moments:
        why = next((reason for reason, test in tests.items() if test(one)), None)
        if why is None:
            good.append(one)
        else:
            left_out[why] = left_out.get(why, 0) + 1
    good, left_out["other work per request before"] = _unchanged(good)
    return good, left_out


def _unchanged(good: list[Moment]) -> tuple[list[Moment], int]:
    """The moments since the work of a request last changed, and how many were before."""
    if not good:
        return [], 0
    days: dict[int, list[Moment]] = {}
    for one in good:
        days.setdefault(int((good[-1].at - one.at) / DAY_S), []).append(one)
    last = _work(days[0])
    changed = [day for day in sorted(days) if day and _differs(_work(days[day]), last)]
    kept = [
        one for day, several in days.items() if not changed or day < changed[0] for one in several
    ]
    return sorted(kept, key=lambda one: one.at), len(good) - len(kept)


def _work(day: Sequence[Moment]) -> dict[tuple[str, int], float]:
    """What each request/s keeps busy, by processor and about which load, where enough moments say so."""
    found: dict[tuple[str, int], list[float]] = {}
    for one in day:
        load = round(log(one.requests_per_second, ALIKE))
        for name, use in (("application", one.app_cpu), ("database", one.database_cpu)):
            if use is not None:
                found.setdefault((name, load), []).append(use / one.requests_per_second)
    return {key: median(several) for key, several in found.items() if len(several) >= LEAST_MOMENTS}


def _differs(day: dict[tuple[str, int], float], last: dict[tuple[str, int], float]) -> bool:
    """Whether either processor's work is another one at most of the loads that both days had."""
    for name in ("application", "database"):
        ratios = [day[key] / last[key] for key in day if key[0] == name and last.get(key)]
        if ratios and not 1 / (1 + CHANGED) <= median(ratios) <= 1 + CHANGED:
            return True
    return False
