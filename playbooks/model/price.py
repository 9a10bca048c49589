"""What a set of rungs costs at the prices that a person gave; no price comes from anywhere else.

Source: arithmetic: what is paid once, and what is paid every month over so many months. `vertical` is priced by the
core that is added and `scale_app` by the process, the others as they stand.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from checks.core import Problem
from checks.probes.given import Prices

BY_PIECE = frozenset({"vertical", "scale_app"})
"""Rungs whose price is for one core or one process more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What a set costs, in the person's own currency."""

    currency: str
    once: float
    per_month: float
    months: float
    """Over which `total` adds the running cost up."""
    total: float
    lacking: tuple[str, ...]
    """Rungs of this set or of another that would do, without a price: then money did not decide."""


def money(prices: Prices, more: Mapping[str, float], lacking: Collection[str] = ()) -> Money:
    """The cost of these rungs; `more` has the cores or processes added by the rungs that are priced by piece."""
    once = sum(_times(rung, count) * prices.once.get(rung, 0.0) for rung, count in more.items())
    monthly = sum(
        _times(rung, count) * prices.per_month.get(rung, 0.0) for rung, count in more.items()
    )
    return Money(
        currency=prices.currency,
        once=once,
        per_month=monthly,
        months=prices.months,
        total=once + prices.months * monthly,
        lacking=tuple(lacking),
    )


def unpriced(prices: Prices, rungs: Iterable[str]) -> tuple[str, ...]:
    """Those of the rungs that have no price, by name."""
    return tuple(sorted({one for one in rungs if not prices.known(one)}))


def insist(prices: Prices, ladder: Collection[str]) -> None:
    """Every price is a rung's.

    Raises:
        Problem: a name that no rung has, with the one that was likely meant.
    """
    from difflib import get_close_matches

    for name in (*prices.per_month, *prices.once):
        if name not in ladder:
            near = get_close_matches(name, ladder, n=1)
            raise Problem(
                f"prices name {name!r}, and no rung is called that",
                f"did you mean {near[0]}?" if near else f"the rungs are: {', '.join(ladder)}",
            )


def _times(rung: str, count: float) -> float:
    return count if rung in BY_PIECE else 1.0
