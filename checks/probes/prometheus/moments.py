"""What went on at a few hundred moments of the window: load, its failures and times, and what was busy then.

One range query for each part, a number for each moment. The load at work is the sum of all times for each second, which
needs no gauge and misses nothing between two scrapes. Rates at neighbouring moments do not overlap where the window
allows. How these become load points is said in `checks/fill/load_points.py`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields

from checks.probes.prometheus.api import Api, Failed
from checks.probes.prometheus.places import Places
from checks.probes.prometheus.questions import BUSY, PROCESS_BUSY
from checks.probes.prometheus.requests import Requests
from checks.probes.prometheus.snapshot import Moment
from checks.probes.prometheus.spans import Cut

MOST = 288
"""A day at five minutes; a week at 35."""
LOAD = "requests_per_second"


def queries(
    requests: Requests, names: Collection[str], at: Places, container: str = ""
) -> dict[str, str]:
    """The query of each part that these metrics can answer.

    Args:
        container: the query of the use of the database's container; without it, its machine's where it is its own.
    """
    found = {
        LOAD: requests.counted("<r>", failed=False),
        "failed_share": requests.failed_share("<r>"),
        "in_flight": requests.at_work("<r>"),
        "p50_ms": requests.percentile(0.5, span="<r>"),
        "p95_ms": requests.percentile(0.95, span="<r>"),
        "restarts": requests.restarts("<r>"),
        "instances": requests.instances(),
    }
    if "process_cpu_seconds_total" in names:
        found["app_cpu"] = f"clamp_max(avg({PROCESS_BUSY}), 1)"
    if container:
        found["database_cpu"] = container
    elif at.alone and "node_cpu_seconds_total" in names:
        found["database_cpu"] = BUSY
    return {part: query for part, query in found.items() if query}


def read(
    api: Api, asked: Mapping[str, str], how: Cut, now: float, missing: dict[str, str]
) -> tuple[Moment, ...]:
    """The moments of the window up to now at which the load is known, the earliest first.

    Args:
        missing: part -> why it was not answered; added to.
    """
    step = max(how.range_s, how.window_s / MOST)
    begin = now - how.window_s + how.range_s
    parts = dict[str, dict[float, float]]()
    for part, query in asked.items():
        try:
            parts[part] = api.series(query, begin=begin, end=now, step=step)
        except Failed as failed:
            missing[f"moments: {part}"] = str(failed)
            if part == LOAD:
                return ()
    return tuple(_moments(parts))


def _moments(parts: Mapping[str, Mapping[float, float]]) -> Iterator[Moment]:
    known = {one.name for one in fields(Moment)} & set(parts)
    for time in sorted(parts[LOAD])[1:]:  # the first span may be recorded in part only
        yield Moment(
            at=time,
            **{part: parts[part][time] for part in known if time in parts[part]},
        )
