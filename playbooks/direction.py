"""One line: is the next move vertical or horizontal, and how much further could the database's machine grow?"""

from checks.signal import size
from playbooks.case import Case
from playbooks.choose import Choice, asked_of, cheapest
from playbooks.core import Resource

VERTICAL = {"vertical"}
HORIZONTAL = {
    "scale_app",
    "read_replica",
    "split_db",
    "shard",
    "services_gateway",
    "k8s_autoscale",
    "multi_region",
}
CEILING_CORES = 128
"""The largest machine that is still ordinary to buy; this tool's default."""
CEILING_BYTES = 4 * 2**40
"""Its memory; this tool's default."""
LARGEST = "1,920 vCPUs and 32 TiB"
"""The largest machines that cloud providers list (high-memory instance families)."""


def direction(case: Case, choice: Choice) -> str:
    """Vertical, horizontal, or neither, with the headroom of the database's machine."""
    return f"{_move(case, choice)}; {headroom(case)}"


def _move(case: Case, choice: Choice) -> str:
    if choice.rung in VERTICAL:
        return "vertical: a bigger machine for the database is the next move"
    if choice.rung == "scale_app":
        return "horizontal: more processes of the application, then more machines"
    if choice.rung in HORIZONTAL:
        return f"horizontal: {case.rung(choice.rung or '').title}"
    if choice.rung == "observe" or choice.step == "gate":
        return "neither yet: too little is measured to buy or to add a machine"
    if choice.rung in {None, "do_nothing"}:
        return _none(case)
    return f"neither: {choice.rung} takes load away, which is cheaper than any machine"


def _none(case: Case) -> str:
    if case.saturated in {Resource.NOTHING, Resource.UNKNOWN, Resource.PEOPLE}:
        return "neither: nothing that was measured asks for a machine"
    barred = [one for one in cheapest(asked_of(case)) if one.name not in VERTICAL]
    for one in barred:
        if vetoes := case.hearing(one).vetoes:
            return f"neither yet: {one.name} would relieve what is short, but {vetoes[0].message}"
    return "neither: no rung that was measured relieves what is short now"


def headroom(case: Case) -> str:
    """How many times larger the database's machine could be."""
    cores = case.vitals.number("database_cores")
    memory = case.vitals.number("database_memory_bytes")
    if case.vitals.number("largest_machine"):
        return "vertical has no headroom left: the largest sane machine was told to be reached"
    if not cores:
        return "vertical headroom is not known: database_cores was not measured or told"
    room = [f"{cores:g} of {CEILING_CORES} cores ({max(1.0, CEILING_CORES / cores):.0f} times)"]
    if memory:
        times = max(1.0, CEILING_BYTES / memory)
        room.append(f"{size(memory)} of {size(CEILING_BYTES)} memory ({times:.0f} times)")
    return (
        f"vertical headroom: {' and '.join(room)} of an ordinary large machine, "
        f"beyond it machines exist up to {LARGEST}"
    )
