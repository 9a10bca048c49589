"""Applies the project's waivers to an audit's findings, and tells those that count for nothing."""

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checks.core import Finding
from checks.engine import discover
from checks.probes.repo.overruling import written
from checks.probes.repo.waivers import Waiver, beside, configured


@dataclass(slots=True, kw_only=True)
class Waived:
    """The waiver of each waived finding, by its number among those given, and those that count for nothing."""

    by: dict[int, Waiver] = field(default_factory=dict)
    idle: dict[Waiver, str] = field(default_factory=dict)
    """Each with the reason why it counts for nothing."""

    @property
    def to_mend(self) -> tuple[str, ...]:
        """A sentence for each that counts for nothing, with its place."""
        said = (
            f"{one.place}: the waiver of {one.check or 'no check'} counts for nothing: {why}"
            for one, why in self.idle.items()
        )
        return tuple(sorted(said))


def waived(
    root: Path, findings: tuple[Finding, ...], judged: frozenset[str], today: date
) -> Waived:
    """Which of the findings are waived today; a waiver of a check that could not be judged is not called idle.

    Raises:
        Problem: the configuration's waivers are written wrongly.
    """
    general = configured(written(lambda path: _text(root, path)))
    found = Waived()
    for number, one in enumerate(findings):
        for waiver in (*_inline(root, one, found), *_about(general, one)):
            if why := _void(waiver, today):
                found.idle[waiver] = why
            else:
                found.by.setdefault(number, waiver)
    for waiver in general:
        if waiver not in found.by.values() and waiver not in found.idle:
            why = _void(waiver, today)
            if why or waiver.check in judged:
                found.idle[waiver] = why or "nothing is found that it waives"
    return found


def _inline(root: Path, one: Finding, found: Waived) -> Iterator[Waiver]:
    """Those beside the finding that name its check; one that names no check at all is idle."""
    for waiver in beside(root, one.place) if one.place else ():
        if waiver.check == one.check:
            yield waiver
        elif waiver.check not in discover():
            found.idle[waiver] = waiver.wrong(frozenset(discover()))


def _about(general: tuple[Waiver, ...], one: Finding) -> Iterator[Waiver]:
    path = one.place.path if one.place else ""
    for waiver in general:
        if waiver.check == one.check and fnmatch.fnmatch(path, waiver.path or "*"):
            yield waiver


def _void(waiver: Waiver, today: date) -> str:
    past = waiver.until is not None and waiver.until < today
    return waiver.wrong(frozenset(discover())) or (f"it ended on {waiver.until}" if past else "")


def _text(root: Path, path: str) -> str | None:
    try:
        return (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
