"""The universal scalability law: throughput by users, what is lost to waiting and to agreeing, and how sure that is.

Source: N. J. Gunther, "Guerrilla Capacity Planning" (2007): X(N) = a N / (1 + s (N - 1) + k N (N - 1)). Six steady
points are needed (Gunther's own advice); with fewer, or where the fit explains little, there is no answer. N / X is a
straight line in three figures, so that least squares gives the errors of the three factors with them; the peak's error
follows from those (the delta method: C. R. Rao, "Linear Statistical Inference and Its Applications", 1973, chapter 6).

A peak is a claim that more users get less. It is made only where the points show that agreeing costs something at all
(its factor is above nothing in nine cases of ten) and where the peak is not far beyond the most users that were seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt

from playbooks.model.line import student
from playbooks.model.network import Refused

LEAST_POINTS = 6
GOOD_FIT = 0.9
"""Share of the variance that the fit must explain; this tool's default."""
LEAST_USERS = 2.0
"""At work at once at the highest load: below it requests hardly meet, and what meeting costs cannot be seen."""
FAR = 4.0
"""Times the most users beyond which a peak is far from anything seen; this tool's default, as in `sure.py`."""
Matrix = list[list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Requests per second of one user, the share that waits in line, and the cost of agreeing."""

    single: float
    contention: float
    coherency: float
    explained: float
    clear: bool = False
    """Whether coherency is above nothing in nine cases of ten."""
    doubt: float = 0.0
    """Standard error of the peak's logarithm, widened to nine cases in ten by the number of points; 0 without."""
    most_users: float = 0.0
    """At the highest load that was seen."""

    def rate(self, users: float) -> float:
        """Requests per second with so many users at work."""
        lost = 1 + self.contention * (users - 1) + self.coherency * users * (users - 1)
        return self.single * users / lost

    @property
    def peak(self) -> float | None:
        """Users beyond which more of them get less; None where the points do not show that there is such a point."""
        if not self.clear:
            return None
        users = sqrt(max(0.0, 1 - self.contention) / self.coherency)
        return users if 1 <= users <= FAR * self.most_users else None

    @property
    def between(self) -> tuple[float, float] | None:
        """The peak lies between these in nine cases of ten; None without a peak."""
        peak = self.peak
        return None if peak is None else (peak / exp(self.doubt), peak * exp(self.doubt))


def fit(points: Sequence[tuple[float, float]]) -> Law | Refused:
    """The law through (users, requests per second)."""
    points = [(users, rate) for users, rate in points if users > 0 and rate > 0]
    if len(dict(points)) < LEAST_POINTS:
        return Refused(
            why=f"{len(dict(points))} load points were measured, and {LEAST_POINTS} are needed for a law of scaling"
        )
    most = max(users for users, _ in points)
    if most < LEAST_USERS:
        return Refused(
            why=f"no more than {most:.2g} requests were at work at once: they hardly met"
        )
    rows = [(1.0, users - 1, users * (users - 1)) for users, _ in points]
    solved = _least_squares(rows, [users / rate for users, rate in points])
    if solved is None or solved[0][0] <= 0:
        return Refused(why="the load points do not follow a law of scaling")
    law = _law(*solved, student(len(points) - 3), most)
    explained = _explained(law, points)
    if explained < GOOD_FIT:
        return Refused(why=f"the law explains only {explained:.0%} of what was measured")
    return replace(law, explained=explained)


def _law(factors: list[float], errors: Matrix, sure: float, most: float) -> Law:
    """The law of these factors of N / X; `errors` are their variances and covariances."""
    first, second, third = factors
    clear = third > sure * sqrt(max(0.0, errors[2][2])) and first > second
    slopes = (0.5 / (first - second), -0.5 / (first - second), -0.5 / third) if clear else ()
    variance = sum(
        one * other * errors[i][j] for i, one in enumerate(slopes) for j, other in enumerate(slopes)
    )
    return Law(
        single=1 / first,
        contention=max(0.0, second / first),
        coherency=max(0.0, third / first),
        explained=0.0,
        clear=clear,
        doubt=sure * sqrt(max(0.0, variance)),
        most_users=most,
    )


def _explained(law: Law, points: Sequence[tuple[float, float]]) -> float:
    mean = sum(rate for _, rate in points) / len(points)
    whole = sum((rate - mean) ** 2 for _, rate in points)
    left = sum((rate - law.rate(users)) ** 2 for users, rate in points)
    return 1 - left / whole if whole else 0.0


def _least_squares(
    rows: Sequence[tuple[float, float, float]], wanted: Sequence[float]
) -> tuple[list[float], Matrix] | None:
    """The three factors, each row weighted by 1 / its value, and their covariances; None where they are not unique."""
    scaled = [[cell / value for cell in row] for row, value in zip(rows, wanted, strict=True)]
    inverse = _inverse(
        [[sum(row[i] * row[j] for row in scaled) for j in range(3)] for i in range(3)]
    )
    if inverse is None:
        return None
    sums = [sum(row[i] for row in scaled) for i in range(3)]
    factors = [sum(inverse[i][j] * sums[j] for j in range(3)) for i in range(3)]
    left = sum(
        (1 - sum(cell * one for cell, one in zip(row, factors, strict=True))) ** 2 for row in scaled
    )
    variance = left / (len(rows) - 3)
    return factors, [[cell * variance for cell in row] for row in inverse]


def _inverse(matrix: Matrix) -> Matrix | None:
    """The inverse of a matrix of three rows, by elimination; None where there is none."""
    wide = [[*row, *(float(i == j) for j in range(3))] for i, row in enumerate(matrix)]
    for pivot in range(3):
        best = max(range(pivot, 3), key=lambda one: abs(wide[one][pivot]))
        wide[pivot], wide[best] = wide[best], wide[pivot]
        if abs(wide[pivot][pivot]) < 1e-12:
            return None
        wide[pivot] = [cell / wide[pivot][pivot] for cell in wide[pivot]]
        for row in range(3):
            if row != pivot:
                factor = wide[row][pivot]
                wide[row] = [a - factor * b for a, b in zip(wide[row], wide[pivot], strict=True)]
    return [row[3:] for row in wide]
