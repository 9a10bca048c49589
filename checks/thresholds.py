"""Every threshold by name, those that a check reads, and the condition of a check with the values in force.

The walk of the checks is the registry, as in `checks/engine.py`.
"""

import importlib
import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any

from checks.core import Problem
from checks.engine import discover
from checks.threshold import Threshold
from checks.vitals import Vitals

Place = Callable[[str], str]
BESIDE = ("busy",)
"""Modules that declare thresholds for several checks and are none."""
ORDER = ("warn", "act", "stop")
"""Thresholds of one check under these names rise in this order."""


@cache
def every() -> Mapping[str, Threshold]:
    """Every threshold by its name, sorted."""
    found = {one.name: one for name in (*discover(), *BESIDE) for one in _read_by(name).values()}
    return dict(sorted(found.items()))


def of_check(check: str) -> tuple[Threshold, ...]:
    """The thresholds that this check reads, its own and those that it shares with others."""
    return tuple(_read_by(check).values())


def condition(check: str, vitals: Vitals, text: str = "LINE") -> str:
    """The condition, in numbers, under which this check fires (or, with "GRAVE", presses hard)."""
    module = _module(check)
    known = {
        name: vitals.line(value) if isinstance(value, Threshold) else value
        for name, value in vars(module).items()
        if name.isupper()
    }
    return str(getattr(module, text)).format_map(known)


def overruled(given: Mapping[str, Any], place: Place) -> dict[str, float]:
    """Thresholds as a project's configuration draws them, nested or dotted; `place` says where a name stands.

    Raises:
        Problem: no threshold has that name, the value is no number in its range, or two of one check are out of order.
    """
    drawn = {name: _value(name, value, place) for name, value in _flat(given)}
    for check in dict.fromkeys(name.rpartition(".")[0] for name in drawn):
        _in_order(check, drawn, place)
    return dict(sorted(drawn.items()))


def _read_by(check: str) -> dict[str, Threshold]:
    return {
        name: value for name, value in vars(_module(check)).items() if isinstance(value, Threshold)
    }


def _module(check: str) -> ModuleType:
    return importlib.import_module(f"checks.{check}")


def _flat(given: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    found = list[tuple[str, Any]]()
    for key, value in given.items():
        name = f"{before}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, Mapping) else [(name, value)]
    return found


def _value(name: str, value: Any, place: Place) -> float:
    known = every().get(name)
    if known is None:
        raise _unknown(name, place)
    number = float(value) if type(value) in (int, float) else math.nan
    if not 0 < number <= known.most:
        unit = "a share, as 0.8 for 80 %" if known.unit == "ratio" else f"in {known.unit}"
        raise Problem(
            f"{place(name)}: threshold {name} cannot be {value!r}",
            f"a number above 0, at most {known.most:g} ({unit}); rung's own is {known.value:g}",
        )
    return number


def _unknown(name: str, place: Place) -> Problem:
    near = get_close_matches(name, every(), n=3, cutoff=0.5)
    part = name.rpartition(".")[0]
    near = near or [one for one in every() if part and part in one][:3]
    hint = f"did you mean {' or '.join(near)}?" if near else "`rung explain RUNG` shows the names"
    return Problem(f"{place(name)}: no threshold is called {name}", hint)


def _in_order(check: str, drawn: Mapping[str, float], place: Place) -> None:
    names = [name for one in ORDER if (name := f"{check}.{one}") in every()]
    for lower, higher in pairwise(names):
        low, high = (drawn.get(one, every()[one].value) for one in (lower, higher))
        if low > high:
            raise Problem(
                f"{place(lower if lower in drawn else higher)}: {lower} would be {low:g}, above {higher} at {high:g}",
                "draw both, the first the lower",
            )
