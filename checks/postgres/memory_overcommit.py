"""Could all allowed sessions together ask for more memory than the machine has?

Why: work_mem counts for every sort and hash of every session, so the sum is only reached on the worst day, and then
the kernel ends the server.
What to do: fewer sessions (rung pool) first, then less work_mem; more for the one role that needs it.
Source: postgresqltuner's sum: shared_buffers + max_connections x work_mem x 1.5 + autovacuum_max_workers x
maintenance_work_mem; 80 % and 100 % of the memory are its bars. The machine's memory is measured where the server
runs here, else told (--tell database_memory_bytes=...).
"""

from checks.core import Finding, Report, Severity, unknown
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import percent, size
from checks.vitals import Vitals

ADVICE = True
MUCH, ALL = 0.8, 1.0
SORTS = 1.5
PARTS = ("shared_buffers", "max_connections", "work_mem", "autovacuum_max_workers")


def check(postgres: Postgres, vitals: Vitals) -> Report:
    """Fires at four fifths of the machine's memory; HIGH above all of it."""
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    memory = vitals.number("database_memory_bytes")
    if not memory:
        return unknown("the memory of the database's machine is not known", "database_memory_bytes")
    known = {name: postgres.setting(name) for name in (*PARTS, "maintenance_work_mem")}
    if any(value is None for value in known.values()):
        return few("a setting of the sum is not known")
    values = {name: value or 0.0 for name, value in known.items()}
    wanted = (
        values["shared_buffers"]
        + values["max_connections"] * values["work_mem"] * SORTS
        + values["autovacuum_max_workers"] * values["maintenance_work_mem"]
    )
    return one(
        _finding(values, wanted, memory) if wanted >= MUCH * memory else None,
        note=f"all sessions together may ask for {size(wanted)} of {size(memory)}",
    )


def _finding(values: dict[str, float], wanted: float, memory: float) -> Finding:
    return Finding(
        message=f"shared_buffers {size(values['shared_buffers'])} + {values['max_connections']:.0f} sessions x work_mem"
        f" {size(values['work_mem'])} x {SORTS} + {values['autovacuum_max_workers']:.0f} vacuum workers x"
        f" {size(values['maintenance_work_mem'])} = {size(wanted)}, {percent(wanted / memory)} of the machine's memory",
        remedy="share sessions (`rung explain pool`) and lower max_connections; or ALTER SYSTEM SET work_mem = '4MB';"
        " and ALTER ROLE ... SET work_mem for the one that needs more",
        severity=Severity.HIGH if wanted > ALL * memory else Severity.MEDIUM,
        facts=(seen("memory_asked_share", wanted / memory, "ratio", "derived from pg_settings"),),
    )
