"""The parts of the screen that look ahead: where it breaks, days left, the cheapest set, the steps of an incident."""

from collections.abc import Iterable
from datetime import date, timedelta

from rich.console import Console

from cli import words
from cli.figures import number
from cli.projected import Projected
from cli.screen import paper
from playbooks.crisis import Action
from playbooks.model.capacity import Ability, Capacity
from playbooks.model.cheapest import Chosen, Part
from playbooks.model.network import Refused
from playbooks.model.runway import Runway

FAR_DAYS = 2000.0
BEST = 3
"""Rungs whose gain is named on the screen; the page shows all."""


def incident(console: Console, actions: tuple[Action, ...]) -> None:
    """The steps of the first hours, numbered, each with its reason, its time and its way back."""
    paper.section(console, "The first hours, in this order; go on when a step was not enough")
    for place, one in enumerate(actions, 1):
        console.print()
        paper.block(console, paper.ink(f"{place}. {one.do}", "bold"))
        paper.block(console, f"{one.why}; {words.hours(one.hours)}; back: {one.undo}", indent=5)


def ahead(console: Console, found: Projected) -> None:
    """Where it breaks and how many days are left, in as few lines as that takes."""
    load = capacity_rows(found.capacity)
    if load and found.rough:
        load.append(("Rough", found.rough))
    rows = [*load, *runway_rows(found.runways)]
    if rows:
        paper.section(console, "Ahead")
        paper.pairs(console, rows)


def capacity_rows(found: Capacity | Refused) -> list[tuple[str, str]]:
    """The load at which it breaks, what breaks first, and what the best rungs make of it; nothing where refused."""
    if isinstance(found, Refused):
        return []
    now = found.now
    rows = [
        (
            "Breaks at",
            f"about {number(now.most)} requests/s ({number(found.measured_at)} now): "
            f"{words.STATIONS[now.first]} {words.are(now.first)} full first; plan for {number(now.safe)} at most",
        )
    ]
    best = [_after(one) for one in found.after[:BEST]]
    return [*rows, ("After", "; ".join(best))] if best else rows


def _after(one: Ability) -> str:
    return f"{one.rung}: about {number(one.most)}, then {words.STATIONS[one.first]}"


def runway_rows(found: Iterable[Runway]) -> list[tuple[str, str]]:
    """Days until each limit."""
    rows: list[tuple[str, str]] = []
    for one in found:
        bad = "" if one.days_bad_year is None else f", in a bad year {_when(one.days_bad_year)}"
        left = "reached" if one.days <= 0 else f"in about {_when(one.days)}{bad}"
        rows.append(("" if rows else "Limits", f"{one.limit} at {one.at:.0%}: {left}"))
    return rows


def _when(days: float) -> str:
    """So many days, with the month in which that is."""
    if days > FAR_DAYS:
        return f"{number(days / 365)} years"
    then = date.today() + timedelta(days=days)
    return f"{number(days)} days ({then:%B %Y})"


def chosen(console: Console, found: Projected) -> None:
    """The cheapest set for the load that was asked for, or why there is none."""
    if found.chosen is None:
        return
    wanted = f"{found.wanted.times:g} times the load within {found.wanted.days:g} days"
    paper.section(console, f"To carry {wanted}")
    if isinstance(found.chosen, Refused):
        paper.block(console, f"No answer: {found.chosen.why}.")
        if found.chosen.needs:
            paper.block(console, f"It needs: {', '.join(found.chosen.needs)}.")
        return
    if not found.chosen.parts:
        paper.block(console, "Nothing: what is there carries it with room.")
        return
    paper.columns(console, [_part(*one) for one in enumerate(found.chosen.parts, 1)], fixed=2)
    console.print()
    paper.block(console, total(found.chosen))


def _part(place: int, one: Part) -> tuple[str, str, str]:
    unit = "day" if one.days == 1 else "days"
    return (f"{place}.", one.rung, f"{one.amount or 'once'}; up to {number(one.days)} {unit}")


def total(found: Chosen) -> str:
    """What the set carries, and what is full first then."""
    return (
        f"Carries {number(found.carries)} requests/s with room, {number(found.target)} are asked for; "
        f"the limit then: {words.STATIONS[found.first]}."
    )
