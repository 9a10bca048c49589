"""A straight line through measured points, and how far a new point may lie from it.

Source: least squares and the interval of a new observation: Draper and Smith, "Applied Regression Analysis" (1998),
chapter 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LEAST_POINTS = 3
"""Points without which a line has no interval: two always lie on one."""
T_95 = (6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812)
"""Student's t at 95 % by degrees of freedom from 1 on; two-sided it bounds nine cases in ten."""
NORMAL_95 = 1.645


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """level + slope x; `error` is the standard deviation of the points around it."""

    level: float
    slope: float
    error: float
    points: int
    middle: float
    """Mean of the points' x."""
    width: float
    """Sum of their squared distances from it."""

    @property
    def mean(self) -> float:
        """Mean of the points' y."""
        return self.level + self.slope * self.middle

    @property
    def doubt(self) -> float:
        """Standard error of the slope."""
        return self.error / sqrt(self.width)

    def at(self, x: float) -> float:
        """The line itself."""
        return self.level + self.slope * x

    def aside(self, x: float) -> float:
        """How far a new point at x may lie from the line, either way, in nine cases of ten."""
        far = (x - self.middle) ** 2 / self.width
        return self.sure(self.error * sqrt(1 + 1 / self.points + far))

    def sure(self, error: float) -> float:
        """A standard deviation widened to nine cases of ten, by how many points it rests on."""
        return student(self.points - 2) * error


def through(points: Sequence[tuple[float, float]]) -> Line | None:
    """The line through (x, y); None with too few different x."""
    count = len(points)
    if len({x for x, _ in points}) < LEAST_POINTS:
        return None
    middle, mean = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    width = sum((x - middle) ** 2 for x, _ in points)
    slope = sum((x - middle) * (y - mean) for x, y in points) / width
    level = mean - slope * middle
    error = sqrt(sum((y - level - slope * x) ** 2 for x, y in points) / (count - 2))
    return Line(
        level=level, slope=slope, error=error, points=count, middle=middle, width=width
    )  # fmt: skip


def student(freedom: int) -> float:
    """Student's t at 95 % for so many points beyond those that the line itself needs, from 1 on."""
    return T_95[freedom - 1] if freedom <= len(T_95) else NORMAL_95 * (1 + 1.2 / freedom)
