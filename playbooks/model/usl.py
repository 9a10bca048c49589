"""The universal scalability law, fitted to measured load points: how much is lost to waiting and to agreeing.

Source: N. J. Gunther, "Guerrilla Capacity Planning" (2007): X(N) = a N / (1 + s (N - 1) + k N (N - 1)). Six steady
points are needed (Gunther's own advice); with fewer, or where the fit explains little, there is no answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from playbooks.model.network import Refused

LEAST_POINTS = 6
GOOD_FIT = 0.9
"""Share of the variance that the fit must explain; this tool's default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Requests per second of one user, the share that waits in line, and the cost of agreeing."""

    single: float
    contention: float
    coherency: float
    explained: float

    def rate(self, users: float) -> float:
        """Requests per second with so many users at work."""
        lost = 1 + self.contention * (users - 1) + self.coherency * users * (users - 1)
        return self.single * users / lost

    @property
    def peak(self) -> float | None:
        """Users beyond which more of them get less; None where there is no such point."""
        if self.coherency <= 0:
            return None
        return sqrt(max(0.0, 1 - self.contention) / self.coherency)


def fit(points: Sequence[tuple[float, float]]) -> Law | Refused:
    """The law through (users, requests per second)."""
    different = {users for users, rate in points if users > 0 and rate > 0}
    if len(different) < LEAST_POINTS:
        return Refused(
            why=f"{len(different)} load points were measured, and {LEAST_POINTS} are needed for a law of scaling"
        )
    rows = [(1.0, users - 1, users * (users - 1)) for users, _ in points]
    solved = _least_squares(rows, [users / rate for users, rate in points])
    if solved is None or solved[0] <= 0:
        return Refused(why="the load points do not follow a law of scaling")
    first, second, third = solved
    law = Law(
        single=1 / first,
        contention=max(0.0, second / first),
        coherency=max(0.0, third / first),
        explained=0.0,
    )
    explained = _explained(law, points)
    if explained < GOOD_FIT:
        return Refused(why=f"the law explains only {explained:.0%} of what was measured")
    return Law(
        single=law.single,
        contention=law.contention,
        coherency=law.coherency,
        explained=explained,
    )


def _explained(law: Law, points: Sequence[tuple[float, float]]) -> float:
    mean = sum(rate for _, rate in points) / len(points)
    whole = sum((rate - mean) ** 2 for _, rate in points)
    left = sum((rate - law.rate(users)) ** 2 for users, rate in points)
    return 1 - left / whole if whole else 0.0


def _least_squares(
    rows: list[tuple[float, float, float]], wanted: list[float]
) -> tuple[float, float, float] | None:
    """The three factors by the normal equations, each row weighted by 1 / its value; None where they are not unique."""
    weights = [1 / one for one in wanted]
    scaled = [
        tuple(cell * weight for cell in row) for row, weight in zip(rows, weights, strict=True)
    ]
    matrix = [
        [*(sum(row[i] * row[j] for row in scaled) for j in range(3)), sum(row[i] for row in scaled)]
        for i in range(3)
    ]
    for pivot in range(3):
        best = max(range(pivot, 3), key=lambda one: abs(matrix[one][pivot]))
        matrix[pivot], matrix[best] = matrix[best], matrix[pivot]
        if abs(matrix[pivot][pivot]) < 1e-12:
            return None
        for row in range(3):
            if row != pivot:
                factor = matrix[row][pivot] / matrix[pivot][pivot]
                matrix[row] = [
                    a - factor * b for a, b in zip(matrix[row], matrix[pivot], strict=True)
                ]
    return (
        matrix[0][3] / matrix[0][0],
        matrix[1][3] / matrix[1][1],
        matrix[2][3] / matrix[2][2],
    )
