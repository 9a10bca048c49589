"""What one request needs of a resource, by how many are at work at once: fitted to load points, with its interval.

A demand is seldom constant. It grows where requests get into each other's way: without bound where each disturbs each
(caches, agreement), up to a bound where they take turns at one thing (a lock, an interpreter). A database's falls where
it runs out of parallel workers, since the later statements start none. Each cause is a straight line in its own figure.

Which cause it is, few points cannot say, so the lines are averaged, each weighted by how well it fits. A slope counts
by how well the points show it: b^2 / (b^2 + its error^2) of it, which leaves the least squared error, and next to
nothing where it is noise; a cause that was seen at work counts whole. The interval is that of every line that fits at
all, and never narrower than what the same load differs by from one time to the next; it widens with the distance.

Sources: weights by likelihood: Burnham and Anderson, "Model Selection and Multimodel Inference" (2002), chapter 2; the
share of a slope: J. R. Thompson, "Some Shrinkage Techniques for Estimating the Mean", Journal of the American
Statistical Association 63 (1968); the two kinds of growth: N. J. Gunther, "Guerrilla Capacity Planning" (2007),
coherency and contention; parallel workers: PostgreSQL's documentation, max_parallel_workers ("a plan may run with fewer
workers, or none").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playbooks.model.line import LEAST_POINTS, Line, through
from playbooks.model.network import Refused

CLEAR = 0.8
"""Share of a slope from which its cause is named: it is twice its error."""
FITS = 0.05
"""Weight from which a line is part of the interval."""
LEAST_SHARE = 0.1
"""Of the demand at the points: no bound falls below it, since a line may cross zero and work does not."""
SMALL = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Parallel workers of the database: how many there are, and how many one statement asks for."""

    most: float
    each: float

    def share(self, users: float) -> float:
        """Share of the workers asked for that can be had with so many statements at once."""
        return min(1.0, self.most / (self.each * max(users, 1.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause, its line, and how much the line is to be believed."""

    name: str
    """disturbance, turns or parallel_workers."""
    figure: Callable[[float], float]
    line: Line
    weight: float
    seen: bool = False
    """Seen at work, so that its slope counts whole."""

    @property
    def shown(self) -> float:
        """Share of the slope that counts. Every cause makes its line rise; one that falls is noise."""
        slope = self.line.slope
        if slope <= 0:
            return 0.0
        return 1.0 if self.seen else slope**2 / (slope**2 + self.line.doubt**2 + SMALL**2)

    def at(self, users: float) -> float:
        """The demand with so many at work."""
        aside = self.line.slope * (self.figure(users) - self.line.middle)
        return self.line.mean + self.shown * aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A fitted demand in seconds a request."""

    causes: tuple[Cause, ...]
    noise: float
    """Standard deviation over mean between two times of the same load; 0 where it was not measured."""

    @property
    def mean(self) -> float:
        """Over the points."""
        return self.causes[0].line.mean

    @property
    def cause(self) -> str:
        """What it clearly changes with; steady where nothing is clear."""
        clear = [one for one in self.causes if one.shown > CLEAR]
        return max(clear, key=lambda one: one.weight).name if clear else "steady"

    def at(self, users: float) -> tuple[float, float, float]:
        """Low, expected and high with so many at work at once: nine cases in ten lie between low and high."""
        least = LEAST_SHARE * self.mean
        expected = max(least, sum(one.weight * one.at(users) for one in self.causes))
        lows, highs = zip(
            *(self._ends(one, users) for one in self.causes if one.weight > FITS), strict=True
        )
        return max(least, min(expected, *lows)), expected, max(expected, *highs)

    def _ends(self, one: Cause, users: float) -> tuple[float, float]:
        x = one.figure(users)
        aside = max(one.line.aside(x), one.line.sure(self.noise * self.mean))
        return one.line.at(x) - aside, one.line.at(x) + aside


def fit(
    points: Sequence[tuple[float, float]], workers: Workers | None = None, noise: float = 0.0
) -> Demand | Refused:
    """The demand through (users at work, seconds a request).

    Args:
        workers: the database's parallel workers, where statements were seen to start them: then they are the cause.
        noise: standard deviation over mean between two times of the same load.
    """
    figures: dict[str, Callable[[float], float]] = (
        {"parallel_workers": workers.share}
        if workers
        else {
            "disturbance": lambda users: users - 1,
            "turns": lambda users: 1 - 1 / max(users, 1.0),
        }
    )
    lines = {
        name: line
        for name, figure in figures.items()
        if (line := through([(figure(users), seconds) for users, seconds in points])) is not None
    }
    if not lines:
        loads = len({users for users, _ in points})
        return Refused(
            why=f"work per request was measured at {loads} load{'' if loads == 1 else 's'}, and {LEAST_POINTS} are "
            "needed to say how it changes"
        )
    likely = {name: max(one.error, SMALL) ** -len(points) for name, one in lines.items()}
    causes = tuple(
        Cause(
            name=name, figure=figures[name], line=line, weight=likely[name] / sum(likely.values()),
            seen=workers is not None,
        )
        for name, line in lines.items()
    )  # fmt: skip
    return Demand(causes=causes, noise=noise)
