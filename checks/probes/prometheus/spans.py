"""Spans of time as PromQL writes them, and how finely a window is cut."""

import math
import re
from dataclasses import dataclass

UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0, "w": 604_800.0}
STEADY_S = 300.0
"""Rates are taken over five minutes, as dashboards do: shorter ones show every burst as a peak."""
STEPS = 500
"""Points in a window: with 7 days one each 20 minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A window, the span of one rate in it, and the distance between two of them; seconds."""

    window_s: float
    range_s: float
    step_s: float

    def fill(self, query: str) -> str:
        """The query with <w>, <r> and <s> filled in."""
        for mark, seconds in (("<w>", self.window_s), ("<r>", self.range_s), ("<s>", self.step_s)):
            query = query.replace(mark, written(seconds))
        return query


def cut(window_s: float, interval_s: float) -> Cut:
    """How to cut a window whose samples lie this far apart: a rate needs four of them."""
    range_s = math.ceil(max(4 * interval_s, min(STEADY_S, window_s / 10)))
    step_s = math.ceil(max(interval_s, range_s / 4, window_s / STEPS))
    return Cut(window_s=max(1.0, math.floor(window_s)), range_s=range_s, step_s=step_s)


def read(text: str) -> float | None:
    """Seconds of "7d", "12h", "1h30m"; None where it is no span."""
    parts = re.findall(r"(\d+)(ms|[smhdw])", text.strip())
    if not parts or "".join(map("".join, parts)) != text.strip():
        return None
    return sum(int(number) * UNITS[unit] for number, unit in parts) or None


def written(seconds: float) -> str:
    """The span in the largest unit that holds it whole: 604800 is 7d, 5400 is 90m."""
    whole = round(seconds)
    unit = next(one for one in ("d", "h", "m", "s") if whole % UNITS[one] == 0)
    return f"{whole / UNITS[unit]:.0f}{unit}"
