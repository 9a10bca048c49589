"""The parts of the screen that look ahead: where it breaks, days left, the cheapest set, the steps of an incident."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rich.console import Console

from checks.core import Confidence
from checks.probes.given import LoadPoint
from cli import words
from cli.figures import number, plain
from cli.projected import Projected
from cli.screen import paper
from playbooks.crisis import Action
from playbooks.model.beyond import Beyond
from playbooks.model.capacity import Ability, Capacity, Scaling
from playbooks.model.cheapest import Chosen, Part
from playbooks.model.network import Refused
from playbooks.model.price import Money
from playbooks.model.runway import Runway

FAR_DAYS = 2000.0
LIMITS = {
    "int4_keys": "the first int4 key",
    "transaction_ids": "transaction ids",
    "largest_table": "the first table",
    "restore_time": "time to restore",
}
"""What a limit is called where its name is not plain."""
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
    rows = [*capacity_rows(found.capacity), *runway_rows(found.runways)]
    if rows:
        paper.section(console, "Ahead")
        paper.pairs(console, rows)


def capacity_rows(found: Capacity | Refused) -> list[tuple[str, str]]:
    """The load at which it breaks, what breaks first, what the best rungs make of it, how sure that is."""
    if isinstance(found, Refused):
        return []
    now = found.now
    rows = [
        (
            "Breaks at",
            f"about {number(now.most)} requests/s{_ends(now)} ({number(found.measured_at)} now): "
            f"{words.STATIONS[now.first]} {words.are(now.first)} full first; plan for {number(now.safe)} at most",
        )
    ]
    if best := [_after(one) for one in (*found.after[:BEST], *found.together[:1])]:
        rows.append(("After", "; ".join(best)))
    if found.scaling is not None:
        rows += _peak(found.scaling)
    rows += [(f"{number(one.users)} users", _users(one)) for one in found.beyond]
    if found.sure.interval:
        rows.append(("Rests on", _rests_on(found.sure.loads)))
    doubts = [f"{one.says} ({one.settle})" for one in found.sure.doubts]
    return [*rows, *(("" if place else "Unsure", said) for place, said in enumerate(doubts))]


def _peak(one: Scaling) -> list[tuple[str, str]]:
    """Where more users get less, and between which it lies."""
    if one.peak_users is None or one.peak_rate is None:
        return []
    ends = f" ({number(one.peak_low or 0.0)} to {number(one.peak_high or 0.0)})"
    said = f"about {number(one.peak_rate)} requests/s with {number(one.peak_users)} at work at once{ends}"
    return [("Peak", f"{said}; with more at once less is done")]


def _rests_on(loads: Sequence[LoadPoint]) -> str:
    """How many loads, between which, and how many of them each source gave."""
    sources = Counter(one.where.partition(":")[0] for one in loads)
    low, high = (number(one.requests_per_second) for one in (loads[0], loads[-1]))
    said = "; ".join(f"{plain(where)}: {count}" for where, count in sources.most_common()[::-1])
    return f"{len(loads)} loads of {low} to {high} requests/s ({said})"


def _ends(one: Ability) -> str:
    """In nine cases of ten between these; nothing where too few loads were watched to say."""
    if one.low is None:
        return ""
    if one.high is None:
        return f", hardly under {number(one.low)}"
    return f", {number(one.low)} to {number(one.high)} nine times in ten"


def _users(one: Beyond) -> str:
    return (
        f"about {number(one.rate)} requests/s ({number(one.rate_low)} to {number(one.rate_high)}), "
        f"p95 {number(one.p95_ms)} ms ({number(one.p95_low)} to {number(one.p95_high)}), nine times in ten"
    )


def _after(one: Ability) -> str:
    hoped = f" to {number(one.hoped)}" if one.hoped > one.most * 1.05 else ""
    return f"{one.rung}: about {number(one.most)}{hoped}, then {words.STATIONS[one.first]}"


def runway_rows(found: Iterable[Runway]) -> list[tuple[str, str]]:
    """Days until each limit."""
    rows: list[tuple[str, str]] = []
    for one in found:
        bad = "" if one.days_bad_year is None else f", in a bad year {_when(one.days_bad_year)}"
        left = "reached" if one.days <= 0 else f"in about {_when(one.days)}{bad}"
        rest = f", {one.unless}" if one.unless else ""
        rest += " (from a short look)" if one.sure is Confidence.LOW else ""
        name = LIMITS.get(one.limit, one.limit)
        rows.append(("" if rows else "Limits", f"{name} at {one.at:.0%}: {left}{rest}"))
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
    """What the set carries, what is full first then, and what it costs where prices were given."""
    few = " (no interval: too few loads were watched)"
    bad = few if found.low is None else f" ({number(found.low)} at the bad end)"
    return (
        f"Carries {number(found.carries)} requests/s with room{bad}, {number(found.target)} are asked for; "
        f"the limit then: {words.STATIONS[found.first]}.{_costs(found.money)}"
        f"{_budget(found.budget)}"
    )


def _budget(told: float | None) -> str:
    if told is None:
        return ""
    return (
        f" Whether that is within {number(told)} a month is not known: every price of it is needed"
        " (prices in a --from file)."
    )


def _costs(one: Money | None) -> str:
    if one is None:
        return ""
    unit = f" {one.currency}" if one.currency else ""
    said = (
        f" At your prices: {number(one.once)}{unit} once and {number(one.per_month)}{unit} a month"
        f" ({number(one.total)}{unit} over {number(one.months)} months)"
    )
    if not one.lacking:
        return f"{said}."
    return f"{said}, without a price for {', '.join(one.lacking)}: cost classes chose, not money."
