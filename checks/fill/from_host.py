"""Vitals from a look at this machine. Shares of processors need two looks (`host.between`)."""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import count, measured, window
from checks.probes.host import Host

SHORT_S = 2.0
"""A window in which ticks of 10 ms blur the sums (this tool's default)."""


def facts(host: Host) -> tuple[Fact, ...]:
    """Processor use and, where the database's processes were named, its machine's size."""
    return (*_machine(host), *_shares(host))


def trust(host: Host) -> Confidence:
    """HIGH, or MEDIUM over a very short window."""
    return Confidence.MEDIUM if (host.window_s or 0.0) < SHORT_S else Confidence.HIGH


def _machine(host: Host) -> Iterator[Fact]:
    if "database" in host.groups:
        cores, says = host.cores_of("database"), host.groups["database"].cores_where
        where = f"{says or 'sched_getaffinity'} of the database's processes"
        yield measured("database_cores", count(cores), where)
        yield measured("database_memory_bytes", host.memory_bytes, "/proc/meminfo")
        if "application" in host.groups:
            yield measured("co_located", True, "/proc: both groups of processes are here")


def _shares(host: Host) -> Iterator[Fact]:
    span, sure = window(host.window_s), trust(host)
    if host.busy_share is not None:
        yield measured("host_cpu", host.busy_share, "/proc/stat", window=span, confidence=sure)
    database = host.cores_used("database")
    if database is not None:
        cores = host.cores_of("database")
        share = min(1.0, database / cores)
        where = f"/proc of the database's processes: {database:.2f} of {cores:g} cores"
        yield measured("database_cpu", share, where, window=span, confidence=sure)
        around = host.around_busy("database")
        if cores < host.cores and around is not None:
            where = "/proc/stat of the processors that the database's processes may run on"
            full = max(around, share)
            yield measured("database_cores_busy", full, where, window=span, confidence=sure)
        waited = host.cores_waited("database")
        if waited is not None:
            where = (
                f"schedstat of the database's processes: at least {waited:.2f} of {cores:g} cores"
            )
            share = waited / cores
            yield measured("database_cpu_wait", share, where, window=span, confidence=sure)
