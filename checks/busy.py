"""How full the processors are: what waits while a processor is full waits for the processor, whatever it is called."""

from checks.threshold import threshold
from checks.vitals import Vitals

FULL = threshold("busy.full", 0.8)
"""From here on a processor is the first suspect; Figma acted at 65 %, Let's Encrypt found 90 % too late."""
PROCESSORS = ("database_cpu", "app_cpu", "host_cpu")


def fullest(vitals: Vitals) -> float:
    """The highest measured use among the processors of database, application and machine; 0 where none is known."""
    return max((vitals.number(one) or 0.0) for one in PROCESSORS)


def processors_full(vitals: Vitals) -> bool:
    """Whether one of them is full."""
    return fullest(vitals) >= vitals.line(FULL)


FULL_MACHINE = threshold("busy.full_machine", 0.85)
"""Busy share of the whole machine from which it is full, whoever uses it."""


def machine_full(vitals: Vitals) -> bool:
    """Whether the whole machine is busy."""
    return (vitals.number("host_cpu") or 0.0) >= vitals.line(FULL_MACHINE)


def cores_used(vitals: Vitals) -> tuple[float, float]:
    """Cores that the database and the application use, from their shares; 0 where a share is not known."""
    processes = (vitals.number("processes_per_instance") or 1.0) * (
        vitals.number("instances") or 1.0
    )
    database = (vitals.number("database_cpu") or 0.0) * (vitals.number("database_cores") or 1.0)
    return database, (vitals.number("app_cpu") or 0.0) * processes
