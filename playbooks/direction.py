"""One line: is the next move vertical or horizontal, and how much further could the database's machine grow?"""

from checks.signal import size
from playbooks.case import Case
from playbooks.choose import Choice, asked_of, cheapest, gate_lacks, unmet
from playbooks.core import Resource, Rung

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
NEITHER = {
    "observe": "neither yet: too little is measured to buy or to add a machine",
    "fix_config": "neither: a setting is repaired, on the machines that are there",
    "load_protection": "neither: bounds keep what is there alive, they add nothing to it",
    "partition": "neither: the table is cut where it is, and upkeep becomes smaller",
    "modular_monolith": "neither: this is about people, and no machine shortens it",
    "consolidate": "neither: there is something to run less, not more",
}
"""What is said of rungs that neither grow nor add a machine, where "it takes load away" would be wrong."""
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
    if choice.step == "gate":
        return NEITHER["observe"]
    if choice.rung in {None, "do_nothing"}:
        return _none(case)
    return NEITHER.get(choice.rung or "") or (
        f"neither: {choice.rung} takes load away, which is cheaper than any machine"
    )


def _none(case: Case) -> str:
    if case.saturated in {Resource.NOTHING, Resource.UNKNOWN, Resource.PEOPLE}:
        return _must(case) or "neither: nothing that was measured asks for a machine"
    barred = [one for one in cheapest(asked_of(case)) if one.name not in VERTICAL]
    for one in barred:
        if vetoes := case.hearing(one).vetoes:
            return f"neither yet: {one.name} would relieve what is short, but {vetoes[0].message}"
    return "neither: no rung that was measured relieves what is short now"


def _must(case: Case) -> str:
    """What a law asks for and something bars; empty where nothing does."""
    for one in asked_of(case):
        if case.must(one) and not case.holds(one):
            sign = next(each for each in case.hearing(one).raised if each.check in one.suffices)
            vetoes = case.hearing(one).vetoes
            why = vetoes[0].message if vetoes else gate_lacks(case, one)
            return f"neither yet: {sign.message}, which {one.name} answers, but {why or _first(case, one)}"
    return ""


def _first(case: Case, rung: Rung) -> str:
    return f"{', '.join(unmet(case, rung)) or 'something'} must come first"


def headroom(case: Case) -> str:
    """How many times larger the database's machine could be."""
    cores = case.vitals.number("database_cores")
    memory = case.vitals.number("database_memory_bytes")
    if case.vitals.number("largest_machine"):
        return "vertical has no headroom left: you said that the largest machine is reached"
    if not cores:
        return "how much bigger the database's machine could be is not known (database_cores was not measured)"
    room = [f"{cores:g} of {CEILING_CORES} cores ({max(1.0, CEILING_CORES / cores):.0f} times)"]
    if memory:
        times = max(1.0, CEILING_BYTES / memory)
        room.append(f"{size(memory)} of {size(CEILING_BYTES)} memory ({times:.0f} times)")
    return (
        f"vertical headroom: {' and '.join(room)} of an ordinary large machine, "
        f"beyond it machines exist up to {LARGEST}"
    )
