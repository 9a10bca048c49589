"""A threshold: the value from which something counts, with its grade and its source; a project may draw its own.

A check declares its thresholds as module constants. The name is the check's with the constant's in lower case
(`saturation.database_cpu.warn`), the key that `[tool.rung]` overrules; a check reads the one in force with
`vitals.line(WARN)`.
"""

from dataclasses import dataclass
from enum import StrEnum

from checks.measures import MOST

OWN = "this tool's default"
HIGHEST = {**MOST, "times": 1000.0}
"""The largest plausible value by unit; counts ("1") run to 1e15."""


class Grade(StrEnum):
    """How well a value is founded."""

    A = "A"
    """Official documentation, or a first party's own text or code."""
    B = "B"
    """A first party's statement about its own system."""
    C = "C"
    """A judgement or arithmetic of this tool: a starting point, to be overruled by whoever knows better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One value with its unit (as vitals have; "times" for a multiple), its grade and its source."""

    name: str
    value: float
    unit: str
    grade: Grade
    source: str

    @property
    def most(self) -> float:
        """The largest value that it may be overruled with; the smallest is just above 0."""
        return HIGHEST.get(self.unit, 1e15)


def threshold(
    name: str, value: float, *, unit: str = "ratio", grade: Grade = Grade.C, source: str = OWN
) -> Threshold:
    """Declare one: most are shares, and most are defaults of this tool."""
    return Threshold(name=name, value=value, unit=unit, grade=grade, source=source)
