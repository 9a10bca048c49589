"""Names the resource that is full, each by the measurement that tells it from the others.

The order matters: locks, connections and storage make a database look slow while its processor idles, so they
are told first; processors come next; waiting for somebody else is what remains. Thresholds are those of the
checks in `checks/saturation` and `checks/limits`, where their sources are.
"""

from collections.abc import Callable

from checks.busy import (
    BOUND,
    WAITS,
    bound,
    cores_used,
    machine_full,
    starved,
    undisturbed,
    wanted,
)
from checks.core import Outcome, Severity
from checks.growth import coming
from checks.limits import (
    busy_sessions,
    connection_demand,
    connections,
    data_loss,
    disk,
    idle_in_transaction,
    int4_keys,
    large_table,
    queue_age,
    restore_time,
    single_instance,
    small_table,
    xid_age,
)
from checks.saturation import (
    active_sessions,
    app_cpu,
    database_cpu,
    locks,
    network,
    pool_wait,
    storage_io,
    working_set,
)
from checks.shape import retention
from checks.signal import percent
from checks.vitals import Vitals
from playbooks.core import Because, Resource
from playbooks.late import PROCESSORS, elsewhere, late, latency, unexplained
from playbooks.named import GRAVE, PRESSING, Named, because, said

USES = "the application uses {} of what its processes can use"


def name(vitals: Vitals) -> Named:
    """The full resource and the measurement that says so; NOTHING with room everywhere, UNKNOWN if not measured."""
    for look in LOOKS:
        found = look(vitals)
        if found is not None:
            return found
    levels = [one for one in PROCESSORS if vitals.number(one) is not None]
    if late(vitals) and not vitals.number("spikes_aligned") and len(levels) == len(PROCESSORS):
        return Resource.UNKNOWN, unexplained(vitals)
    if len(levels) < 2:
        lacking = [words for one, words in PROCESSORS.items() if one not in levels]
        text = f"nothing has measured {' and '.join(lacking)}"
        return Resource.UNKNOWN, Because(text=text)
    seen = ", ".join(f"{one} {percent(vitals.number(one) or 0.0)}" for one in levels)
    return Resource.NOTHING, because(vitals, f"no resource is full: {seen}", *levels)


def beyond(full: Resource, vitals: Vitals) -> Named | None:
    """Where no step relieves a full application: the database behind it, which more processes would only fill."""
    if full is not Resource.APP_CPU or database_cpu.check(vitals).outcome is not Outcome.PROBLEM:
        return None
    application, database = vitals.number("app_cpu") or 0.0, vitals.number("database_cpu") or 0.0
    text = (
        f"{USES.format(percent(application))}, and more of them would meet "
        f"a database at {percent(database)}"
    )
    return Resource.DATABASE_CPU, because(vitals, text, "app_cpu", "database_cpu", "host_cpu")


def _stop(vitals: Vitals) -> Named | None:
    for check in (disk.check, xid_age.check, int4_keys.check):
        found = said(Resource.STORAGE, check, vitals, Severity.CRITICAL)
        if found is not None:
            return found
    return None


def _locks(vitals: Vitals) -> Named | None:
    return said(Resource.LOCKS, locks.check, vitals)


def _connections(vitals: Vitals) -> Named | None:
    """Sessions are short where they are not short because the statements are slow; so is a pool that queues."""
    busy = busy_sessions.check(vitals).outcome is Outcome.PROBLEM
    short = said(Resource.CONNECTIONS, connections.check, vitals, *GRAVE)
    if short is not None and not busy:
        return short
    idle = (vitals.number("database_cpu") or 0.0) < vitals.line(database_cpu.WARN)
    return said(Resource.CONNECTIONS, pool_wait.check, vitals) if idle else None


def _storage(vitals: Vitals) -> Named | None:
    memory = said(Resource.DATABASE_MEMORY, working_set.check, vitals)
    if memory is not None and storage_io.check(vitals).outcome is Outcome.PROBLEM:
        return memory
    return said(Resource.DATABASE_IO, storage_io.check, vitals)


def _processor(vitals: Vitals) -> Named | None:
    """The fuller processor, by its share of its own ceiling; on one full machine, the one that uses more of it."""
    database = vitals.number("database_cpu")
    application = vitals.number("app_cpu")
    if (
        application is not None
        and application >= vitals.line(app_cpu.FULL)
        and application >= (database or 0.0)
    ):
        text = USES.format(percent(application))
        return Resource.APP_CPU, because(vitals, text, "app_cpu", "database_cpu", "host_cpu")
    if database is not None and database >= vitals.line(database_cpu.WARN):
        text = f"the database uses {percent(database)} of its cores"
        return Resource.DATABASE_CPU, because(vitals, text, "database_cpu", "app_cpu", "host_cpu")
    if waiting := [one for one in WAITS if starved(vitals, one)]:
        return _starved(vitals, max(waiting, key=lambda one: wanted(vitals, one)))
    known = database is not None and application is not None
    if known and machine_full(vitals) and not undisturbed(vitals):
        return _fuller(vitals)
    return said(Resource.DATABASE_CPU, active_sessions.check, vitals)


def _starved(vitals: Vitals, processor: str) -> Named:
    """The processor that is short although its use is moderate: what is ready to run waits for it."""
    use = percent(vitals.number(processor) or 0.0)
    more = percent(vitals.number(WAITS[processor]) or 0.0)
    of = "the database uses {} of its cores" if processor == "database_cpu" else USES
    own = bound(vitals, processor)
    where = "a machine that is busy" if own is None else f"processors that are {percent(own)} busy"
    text = f"{of.format(use)} and waits for {more} more on {where}"
    resource = Resource.DATABASE_CPU if processor == "database_cpu" else Resource.APP_CPU
    around = BOUND[processor] if own is not None else "host_cpu"
    return resource, because(vitals, text, processor, WAITS[processor], around)


def _fuller(vitals: Vitals) -> Named:
    """Who uses more cores of the one full machine; what neither uses is somebody else's, and it is said."""
    by_database, by_application = cores_used(vitals)
    seen = f"{by_database:.1f} cores by the database, {by_application:.1f} by the application"
    cores = vitals.number("database_cores") or 0.0
    rest = cores * (vitals.number("host_cpu") or 0.0) - by_database - by_application
    if vitals.number("co_located") and rest > max(by_database, by_application):
        seen += f", {rest:.1f} by others"
    text = f"the machine is {percent(vitals.number('host_cpu') or 0.0)} busy: {seen}"
    facts = because(vitals, text, "host_cpu", "database_cpu", "app_cpu")
    fuller = Resource.DATABASE_CPU if by_database >= by_application else Resource.APP_CPU
    return fuller, facts


def _growth(vitals: Vitals) -> Named | None:
    """Room today, and none with the load that is coming: the processor that will be fuller."""
    factor, _ = coming(vitals)
    found = {
        "database_cpu": said(Resource.DATABASE_CPU, database_cpu.check, vitals),
        "app_cpu": said(Resource.APP_CPU, app_cpu.check, vitals),
    }
    order = sorted(found, key=lambda one: -factor * (vitals.number(one) or 0.0))
    return next((each for one in order if (each := found[one]) is not None), None)


def _sessions_to_come(vitals: Vitals) -> Named | None:
    """Sessions are not short yet, and half of them are open, or the largest size of everything would not fit."""
    if busy_sessions.check(vitals).outcome is Outcome.PROBLEM or _held_open(vitals):
        return None
    return said(Resource.CONNECTIONS, connections.check, vitals) or said(
        Resource.CONNECTIONS, connection_demand.check, vitals
    )


def _held_open(vitals: Vitals) -> bool:
    """Whether transactions that idle hold the sessions: a pooler could not share those."""
    return any(one.severity in PRESSING for one in idle_in_transaction.check(vitals).findings)


def _jobs(vitals: Vitals) -> Named | None:
    return said(Resource.QUEUE, queue_age.check, vitals)


def _upkeep(vitals: Vitals) -> Named | None:
    """One table has outgrown its upkeep, and time cuts it."""
    behind = said(Resource.STORAGE, retention.check, vitals)
    if behind is not None or not vitals.number("time_decay"):
        return behind
    small = small_table.check(vitals).outcome is Outcome.PROBLEM
    return None if small else said(Resource.STORAGE, large_table.check, vitals)


def _recovery(vitals: Vitals) -> Named | None:
    checks = (restore_time.check, data_loss.check, single_instance.check)
    found = (said(Resource.RECOVERY, one, vitals) for one in checks)
    return next((one for one in found if one is not None), None)


def _network(vitals: Vitals) -> Named | None:
    return said(Resource.EDGE, network.check, vitals)


LOOKS: tuple[Callable[[Vitals], Named | None], ...] = (
    _stop,
    _locks,
    _connections,
    _storage,
    _network,
    _processor,
    _jobs,
    elsewhere,
    latency,
    _sessions_to_come,
    _growth,
    _upkeep,
    _recovery,
)
"""In this order: what makes other things look slow is told before them, what presses before what will."""
