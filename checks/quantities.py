"""How a set of quantities is read: each is a `Fact` or absent, and some thresholds may be the project's own.

The quantities themselves are declared in `checks/vocabulary.py` and `checks/organisation.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from checks.core import Fact
from checks.threshold import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """What `Vitals` can be asked, beside the quantities themselves."""

    lines: Mapping[str, float] = field(default_factory=dict)
    """Thresholds that the project draws itself, by name (`checks/threshold.py`)."""

    def known(self) -> Iterator[Fact]:
        """The facts that are there, in the order of their declaration."""
        return (fact for one in fields(self) if isinstance(fact := getattr(self, one.name), Fact))

    def fact(self, name: str) -> Fact | None:
        """The fact of this name, or None where it is absent."""
        found = getattr(self, name)
        return found if isinstance(found, Fact) else None

    def number(self, name: str) -> float | None:
        """The value of this vital as a number, or None where it is absent."""
        fact = self.fact(name)
        return None if fact is None or isinstance(fact.value, str) else float(fact.value)

    def with_facts(self, *facts: Fact) -> Self:
        """These vitals and more; a later fact replaces an earlier one of its name."""
        new: dict[str, Any] = {fact.name: fact for fact in facts}
        return replace(self, **new)

    def line(self, one: Threshold) -> float:
        """This threshold's value in force: the project's own where it draws one."""
        return self.lines.get(one.name, one.value)
