"""Vitals that take two looks together: what one request costs.

Rates, not sums, are divided, so that two windows need not be equally long; they must be near each other
in length, or the result is LOW. Requests come from the metrics page; where there is none, from a rate that a person
told, and then the result is LOW too.

`database_ms_per_request` is time on the clock inside the executor. On a machine whose processors are full
it holds waiting for a processor, and shares of it stay true while its size does not; the source says so.

`session_cost_share` = sessions per request x processor time that opening one session takes
/ processor time per request. Both times come from the kernel's clocks, never from the wall, so that
they hold on a drowning machine. Opening is measured on the look's own sessions (see `Opening`), plus the server's
parent process, which does little else than start and bury sessions. What a new session's first statements
cost more, for its empty caches, is not in it: it is a lower bound, and "at least" in its source says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.core import Confidence, Fact, Looks
from checks.fill import from_host, from_metrics, from_postgres
from checks.fill.fact import lower, measured, window
from checks.probes.host import Host
from checks.probes.metrics import Metrics
from checks.probes.postgres import Kind, Opening, Postgres
from checks.probes.told import Told

FULL = 0.7
"""Busy share of the machine from which waiting for a processor inflates times (M/M/1 triples them there)."""
ALIKE = 1.5
"""Longer over shorter window, above which two looks saw different times; this tool's default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    """Requests per second, errors included, since they cost too."""

    value: float
    confidence: Confidence
    where: str
    window_s: float | None


def facts(looks: Looks) -> tuple[Fact, ...]:
    """Everything that takes more than one snapshot."""
    host, postgres = looks.get(Host), looks.get(Postgres)
    metrics = looks.get(Metrics)
    rate = _rate(metrics, looks.get(Told))
    found = [*_application_cpu(host, metrics)]
    if rate is not None:
        per_request = _processor_ms(host, metrics, rate)
        found += [*per_request, *_processor_wait(host, rate)]
        if postgres is not None:
            found += [
                *_statements(postgres, rate, host),
                *_sessions(postgres, rate, host, per_request),
            ]
    return tuple(found)


def _rate(metrics: Metrics | None, told: Told | None) -> _Rate | None:
    if metrics is not None and metrics.covered_s and metrics.count + metrics.errors > 0:
        return _Rate(
            value=(metrics.count + metrics.errors) / metrics.covered_s,
            confidence=from_metrics.trust(metrics),
            where=metrics.histogram,
            window_s=metrics.covered_s,
        )
    answer = told.answers.get("requests_per_second") if told else None
    if isinstance(answer, int | float) and answer > 0:
        return _Rate(
            value=float(answer),
            confidence=Confidence.LOW,
            where="requests/s told by you",
            window_s=None,
        )
    return None


def _together(rate: _Rate, seconds: float | None) -> Confidence:
    """LOW where the two looks do not cover about the same time."""
    if rate.window_s is None or not seconds:
        return Confidence.LOW
    longer, shorter = max(rate.window_s, seconds), min(rate.window_s, seconds)
    return rate.confidence if longer <= ALIKE * shorter else Confidence.LOW


def _statements(postgres: Postgres, rate: _Rate, host: Host | None) -> Iterator[Fact]:
    statements = postgres.statements
    if statements is None or not statements.window_s:
        return
    seconds = statements.window_s
    sure = lower(_together(rate, seconds), from_postgres.trust(statements))
    requests = rate.value * seconds
    where = f"derived from pg_stat_statements and {rate.where}"
    crowded = host is not None and (host.busy_share or 0.0) >= FULL
    note = "; holds waiting for a full processor" if crowded else ""
    for name, value, said in (
        ("database_ms_per_request", statements.exec_ms, where + note),
        ("database_calls_per_request", float(statements.calls), where),
        (
            "repeated_calls_per_request",
            float(
                max((one.calls for one in statements.rows if one.kind is not Kind.OTHER), default=0)
            ),
            where,
        ),
    ):
        yield measured(name, value / requests, said, window=window(seconds), confidence=sure)


def _sessions(
    postgres: Postgres, rate: _Rate, host: Host | None, per_request: tuple[Fact, ...]
) -> Iterator[Fact]:
    counters, seconds = postgres.counters, postgres.window_s
    if counters is None or counters.sessions is None or not seconds:
        return
    ours = postgres.own_sessions or 1
    opened = max(0, counters.sessions - ours)
    sessions = opened / seconds / rate.value
    sure = _together(rate, seconds)
    where = f"derived from pg_stat_database.sessions and {rate.where}"
    yield measured("sessions_per_request", sessions, where, window=window(seconds), confidence=sure)
    each_ms = _opening_ms(postgres.opening, host, opened / seconds)
    if each_ms is None or not per_request or not isinstance(per_request[0].value, float | int):
        return
    share = min(1.0, sessions * each_ms / per_request[0].value) if per_request[0].value else 0.0
    yield measured(
        "session_cost_share",
        share,
        f"at least: {each_ms:.3g} ms of processor time to open a session, measured, x {sessions:.3g} per request",
        window=window(seconds),
        confidence=lower(sure, per_request[0].confidence, Confidence.MEDIUM),
    )


def _opening_ms(opening: Opening | None, host: Host | None, per_second: float) -> float | None:
    """Processor milliseconds of one opening: both ends', and the server's parent's share of it."""
    if opening is None or opening.server_cpu_ms is None or opening.client_cpu_ms is None:
        return None
    group = host.groups.get("database") if host is not None else None
    parent_ms = 0.0
    if host is not None and group is not None and host.window_s and per_second >= 1:
        parent_ms = group.roots_seconds / host.window_s / per_second * 1000
    return opening.server_cpu_ms + opening.client_cpu_ms + parent_ms


def _processor_ms(host: Host | None, metrics: Metrics | None, rate: _Rate) -> tuple[Fact, ...]:
    database = host.cores_used("database") if host else None
    application = _application_cores(host, metrics)
    if host is None or database is None or application is None:
        return ()
    return (
        measured(
            "processor_ms_per_request",
            (application + database) / rate.value * 1000,
            f"derived from /proc ({application:.2f} + {database:.2f} cores) and {rate.where}",
            window=window(host.window_s),
            confidence=lower(_together(rate, host.window_s), from_host.trust(host)),
        ),
    )


def _processor_wait(host: Host | None, rate: _Rate) -> Iterator[Fact]:
    waited = host.cores_waited("application") if host else None
    if host is not None and waited is not None:
        yield measured(
            "processor_wait_ms_per_request",
            waited / rate.value * 1000,
            f"derived from schedstat of the application's threads and {rate.where}",
            window=window(host.window_s),
            confidence=lower(_together(rate, host.window_s), from_host.trust(host)),
        )


def _application_cores(host: Host | None, metrics: Metrics | None) -> float | None:
    seen = host.cores_used("application") if host else None
    if (
        seen is None
        and metrics is not None
        and metrics.window_s
        and metrics.cpu_seconds is not None
    ):
        return metrics.cpu_seconds / metrics.window_s
    return seen


def _application_cpu(host: Host | None, metrics: Metrics | None) -> Iterator[Fact]:
    """Over what its processes can use: a core each (one lock an interpreter), never more than the machine has."""
    used = host.cores_used("application") if host else None
    if host is not None and used is not None:
        usable = _usable(host, used)
        span, sure = window(host.window_s), from_host.trust(host)
        where = f"/proc of the application's processes: {used:.2f} of {usable:g} cores"
        yield measured("app_cpu", min(1.0, used / usable), where, window=span, confidence=sure)
        waited = host.cores_waited("application")
        if waited is not None:
            where = (
                f"schedstat of the application's threads: at least {waited:.2f} of {usable:g} cores"
            )
            yield measured("app_cpu_wait", waited / usable, where, window=span, confidence=sure)
    elif metrics is not None and metrics.window_s and metrics.cpu_seconds is not None:
        used = metrics.cpu_seconds / metrics.window_s
        yield measured(
            "app_cpu",
            min(1.0, used),
            f"process_cpu_seconds_total: {used:.2f} cores of the process that answered",
            window=window(metrics.window_s),
            confidence=Confidence.MEDIUM,
        )


def _usable(host: Host, used: float) -> float:
    processes = host.groups["application"].processes
    return min(host.cores_of("application"), max(1, processes, round(used + 0.49)))
