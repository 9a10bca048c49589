"""How full the processors are: what waits while a processor is full waits for the processor, whatever it is called.

A machine may be full of somebody else's work. Then it is asked how long our own processes were ready to run and did
not (`app_cpu_wait`, `database_cpu_wait`): use and waiting together are what they would take. Under a machine with
room that waiting is only the usual jostling, and use alone counts; in between it counts where it is as long as would
fill the processor by itself (one process of many threads).

A database that is bound to some of the machine's processors, or to a quota of them, has those for its machine: that the
others are idle is no room for it, and that they are full no reason for its waiting (`database_cores_busy`).
"""

from checks.threshold import threshold
from checks.vitals import Vitals

FULL = threshold("busy.full", 0.8)
"""From here on a processor is the first suspect; Figma acted at 65 %, Let's Encrypt found 90 % too late."""
PROCESSORS = ("database_cpu", "app_cpu", "host_cpu")
WAITS = {"database_cpu": "database_cpu_wait", "app_cpu": "app_cpu_wait"}
BOUND = {"database_cpu": "database_cores_busy"}
"""Busy share of the processors that one is bound to; without it, the whole machine's counts."""


def fullest(vitals: Vitals) -> float:
    """The highest measured use among the processors of database, application and machine; 0 where none is known."""
    return max((vitals.number(one) or 0.0) for one in PROCESSORS)


def crowded(vitals: Vitals) -> bool:
    """Whether any of them is full, whoever fills it: then what a session is seen to wait for is not to be trusted."""
    return fullest(vitals) >= vitals.line(FULL)


def processors_full(vitals: Vitals) -> bool:
    """Whether one of them is full, and where only the machine is, whether our own processes wait for it."""
    if any(wanted(vitals, one) >= vitals.line(FULL) for one in WAITS):
        return True
    return (vitals.number("host_cpu") or 0.0) >= vitals.line(FULL) and not undisturbed(vitals)


FULL_MACHINE = threshold("busy.full_machine", 0.85)
"""Busy share of the whole machine from which it is full, whoever uses it."""
BUSY_MACHINE = threshold(
    "busy.busy_machine",
    0.65,
    source="arithmetic: on two cores waiting is 0.7 of the service time at 0.65 (M/M/2)",
)
"""Busy share of the whole machine under which nobody waits long for a processor."""


def machine_full(vitals: Vitals) -> bool:
    """Whether the whole machine is busy."""
    return (vitals.number("host_cpu") or 0.0) >= vitals.line(FULL_MACHINE)


def wanted(vitals: Vitals, processor: str) -> float:
    """Use of this processor ("database_cpu", "app_cpu"), with what waits for it where that is more than jostling."""
    counts = around(vitals, processor) >= vitals.line(FULL_MACHINE) or starved(vitals, processor)
    waiting = vitals.number(WAITS[processor]) if counts else None
    return (vitals.number(processor) or 0.0) + (waiting or 0.0)


def bound(vitals: Vitals, processor: str) -> float | None:
    """Busy share of the processors that this one is bound to, whoever uses them; None where the machine's all serve."""
    return vitals.number(BOUND[processor]) if processor in BOUND else None


def around(vitals: Vitals, processor: str) -> float:
    """Busy share of the processors that this one runs on, whoever uses them; 0 where it is not known."""
    own = bound(vitals, processor)
    return own if own is not None else vitals.number("host_cpu") or 0.0


def starved(vitals: Vitals, processor: str) -> bool:
    """Whether what waits for this processor fills it: by itself on a machine that is busy and not full.

    With its use where the processors that it is bound to are full; on a full machine the others' part is weighed too.
    """
    busy, waiting = around(vitals, processor), vitals.number(WAITS[processor]) or 0.0
    if busy < vitals.line(FULL_MACHINE):
        return busy >= vitals.line(BUSY_MACHINE) and waiting >= vitals.line(FULL)
    use = vitals.number(processor) or 0.0
    return bound(vitals, processor) is not None and use + waiting >= vitals.line(FULL)


def undisturbed(vitals: Vitals) -> bool:
    """Whether it is known that neither application nor database waits much for a processor of a busy machine."""
    known = all(
        vitals.number(one) is not None and vitals.number(waits) is not None
        for one, waits in WAITS.items()
    )
    return known and all(wanted(vitals, one) < vitals.line(FULL) for one in WAITS)


def cores_used(vitals: Vitals) -> tuple[float, float]:
    """Cores that the database and the application use, from their shares; 0 where a share is not known."""
    processes = (vitals.number("processes_per_instance") or 1.0) * (
        vitals.number("instances") or 1.0
    )
    database = (vitals.number("database_cpu") or 0.0) * (vitals.number("database_cores") or 1.0)
    return database, (vitals.number("app_cpu") or 0.0) * processes
