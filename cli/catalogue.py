"""Everything that has a page: rungs, checks and figures, by name."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.probes.repo.overruling import drawn_in
from checks.vitals import Vitals

if TYPE_CHECKING:
    from playbooks.core import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page: its kind ("rung", "check" or "figure"), a line, its head as pairs, and its text in Markdown."""

    name: str
    kind: str
    title: str
    head: tuple[tuple[str, str], ...]
    body: str
    lines: tuple["Drawn", ...] = ()
    """The thresholds behind a rung or a check, as they are in force in the current folder."""


def catalogue(root: Path | None = None) -> dict[str, Entry]:
    """Every page: rungs in the ladder's order, then checks, then figures.

    Raises:
        Problem: the configuration of the project at `root` draws a threshold that is not there, or out of its range.
    """
    here = Vitals(lines=drawn_in(root) if root is not None else {})
    return {one.name: one for one in (*_rungs(here), *_checks(here), *_figures())}


def page_of(name: str, root: Path | None = None) -> Entry:
    """The page of this name.

    Raises:
        Problem: nothing is called that; the remedy suggests the nearest name.
    """
    found = catalogue(root)
    if name not in found:
        near = get_close_matches(name, found, n=1, cutoff=0.5) or [
            one for one in found if one.endswith(f".{name}")
        ]
        hint = f"did you mean {near[0]}?" if near else "`rung explain` lists every name"
        raise Problem(f"no rung, check or figure is called {name}", hint)
    return found[name]


def _rungs(here: Vitals) -> list[Entry]:
    from playbooks.drawn import of_rung
    from playbooks.pages import rungs

    return [
        Entry(
            name=one.name,
            kind="rung",
            title=one.title,
            head=(
                ("Relieves", ", ".join(one.relieves)),
                ("Cost", f"class {one.cost} of 5"),
                ("Lead time", one.lead_time),
                ("Reversible", one.reversible),
                ("Raised by", ", ".join(one.raised_by)),
                ("Vetoed by", ", ".join(one.vetoed_by)),
                ("Needs", ", ".join(one.needs)),
                ("Settled by", one.settled_by),
                (
                    "Promises",
                    ", ".join(_promise(each.vital, each.low, each.high) for each in one.predicts),
                ),
                ("Makes worse", ", ".join(one.loads)),
                (
                    "Built by",
                    f"rung add {one.name}" if one.template else "hand; rung cannot build it yet",
                ),
            ),
            body=one.body,
            lines=of_rung(one, here),
        )
        for one in rungs()
    ]


def _promise(vital: str, low: float, high: float) -> str:
    return f"{vital} to {low:g}-{high:g} times what it was"


def _checks(here: Vitals) -> list[Entry]:
    from checks.engine import discover
    from playbooks.drawn import of_check_here

    return [
        Entry(
            name=name,
            kind="check",
            title=check.page.strip().partition("\n")[0],
            head=(
                ("Looks at", ", ".join(one.__name__ for one in check.needs)),
                ("Speaks for", ", ".join(_rungs_of(name)) or "advice"),
            ),
            body=check.page.strip().partition("\n")[2].strip(),
            lines=of_check_here(name, here),
        )
        for name, check in discover().items()
    ]


def _rungs_of(check: str) -> list[str]:
    from playbooks.pages import rungs

    return [one.name for one in rungs() if check in one.raised_by] + [
        f"against {one.name}" for one in rungs() if check in one.vetoed_by
    ]


def _evidence(vital: str) -> tuple[tuple[str, str], ...]:
    from checks.fill.evidence import EVIDENCE

    found = EVIDENCE.get(vital)
    if found is None:
        return ()
    return (("Read from", found.reading), ("The places", ", ".join(found.checks)))


def _figures() -> list[Entry]:
    from checks.vitals import how_to_measure, meaning_of, names, unit_of

    return [
        Entry(
            name=name,
            kind="figure",
            title=meaning_of(name),
            head=(
                ("Unit", unit_of(name)),
                ("Measured by", how_to_measure(name)),
                *_evidence(name),
            ),
            body="",
        )
        for name in names()
    ]
