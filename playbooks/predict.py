"""Turns a rung's promise into numbers: the metric as it is now, and the span in which it must lie afterwards.

A promise names a vital and a formula (`playbooks/formulas/<name>.py`), whose `bounds` reads the evidence and
answers the lowest and the highest value of after / before that count as kept. Without a formula the span is that of
the page, and holds only for a quantity that raised the rung. The first promise that can be counted is registered.
"""

import importlib

from checks.vitals import Vitals, unit_of
from playbooks.core import Prediction, Predicts, Rung


def promise(rung: Rung, vitals: Vitals, raised_on: frozenset[str]) -> Prediction | None:
    """The promise that is registered before the rung is built; None where no metric of it was measured.

    `raised_on` names the vitals on which the rung was raised.
    """
    for one in rung.predicts:
        before = vitals.number(one.vital)
        span = bounds(one, vitals, raised_on) if before else None
        if before and span:
            return Prediction(
                vital=one.vital,
                before=_figures(before),
                low=_figures(before * span[0]),
                high=_figures(before * span[1]),
                unit=unit_of(one.vital),
                formula=one.formula or "the page's own span",
            )
    return None


def bounds(one: Predicts, vitals: Vitals, raised_on: frozenset[str]) -> tuple[float, float] | None:
    """The span of after / before, by the formula from the evidence, else by the page."""
    if one.formula:
        found: tuple[float, float] | None = importlib.import_module(
            f"playbooks.formulas.{one.formula}"
        ).bounds(vitals)
        return found
    return (one.low, one.high) if one.vital in raised_on else None


def _figures(value: float) -> float:
    """Six figures: what follows is noise of the floating point, and no measurement."""
    return float(f"{value:.6g}")
