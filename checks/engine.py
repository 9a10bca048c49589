"""Finds the checks by walking this folder and runs each on the snapshots that its signature names.

A check's identity is its file: `checks/connections/churn.py` is `connections.churn`. A snapshot that was
not taken makes the answer UNKNOWN, so a check never has to ask whether it may look.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_type_hints

from checks.core import Looks, Outcome, Reason, Report, unknown
from checks.vitals import Vitals

AREAS_NOT_OF_CHECKS = {"probes", "fill", "lab"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its name (`area.file`), what it needs to see, its page, and whether no rung rests on it."""

    name: str
    run: Callable[..., Report]
    needs: tuple[type, ...]
    page: str
    advice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A check's report under the check's name."""

    check: str
    report: Report


@cache
def discover() -> dict[str, Check]:
    """Every check by name, sorted; the walk is the registry."""
    here = Path(__file__).parent
    found = {}
    for area in sorted(one.name for one in here.iterdir() if (one / "__init__.py").is_file()):
        if area not in AREAS_NOT_OF_CHECKS:
            for module in pkgutil.iter_modules([str(here / area)]):
                if not module.name.startswith("_"):
                    found[f"{area}.{module.name}"] = _load(area, module.name)
    return found


def examine(looks: Looks, only: Iterable[str] | None = None) -> dict[str, Result]:
    """Run every check, or only those named, on what was looked at. A check that raises is a bug and shows."""
    chosen = discover() if only is None else {name: discover()[name] for name in only}
    return {name: Result(check=name, report=_run(check, looks)) for name, check in chosen.items()}


def _load(area: str, name: str) -> Check:
    module = importlib.import_module(f"checks.{area}.{name}")
    hints = get_type_hints(module.check)
    needs = tuple(hints[parameter] for parameter in inspect.signature(module.check).parameters)
    return Check(
        name=f"{area}.{name}",
        run=module.check,
        needs=needs,
        page=inspect.getdoc(module) or "",
        advice=bool(getattr(module, "ADVICE", False)),
    )


def _run(check: Check, looks: Looks) -> Report:
    wanted = [
        Vitals() if kind is Vitals and looks.get(kind) is None else looks.get(kind)
        for kind in check.needs
    ]
    absent = [kind.__name__ for kind, one in zip(check.needs, wanted, strict=True) if one is None]
    if absent:
        return unknown(f"not looked at: {', '.join(absent)}")
    report = check.run(*wanted)
    if report.outcome is Outcome.OK and report.examined == 0:
        return unknown("nothing was examined", reason=Reason.INSUFFICIENT)
    return replace(
        report, findings=tuple(replace(one, check=check.name) for one in report.findings)
    )
