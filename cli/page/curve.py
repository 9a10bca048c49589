"""The capacity curve as one SVG picture: the 95th percentile against the load, today and after the best rungs."""

from collections.abc import Sequence
from math import log10

from cli.figures import number
from playbooks.model.capacity import Ability, Capacity

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 300, 58, 42, 14, 16
LINES = 4
"""Today, and at most three rungs: more lines are not told apart."""


def draw(found: Capacity) -> str:
    """The picture; its colours come from the page's style sheet, so that it follows light and dark."""
    shown = (found.now, *found.after[: LINES - 1])
    most = max(one.most for one in shown)
    times = [late for one in shown for _, late in one.curve]
    low, high = 10 ** int(log10(min(times)) - (min(times) < 1)), max(times)
    parts = [_frame(most, low, high, found.measured_at)]
    parts += [_line(place, one, most, low, high) for place, one in enumerate(shown)]
    names = "; ".join(f"{one.rung} to {number(one.most)} requests/s" for one in shown)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="95th percentile against load: {names}">'
        + "".join(parts)
        + "</svg>"
    )


def _x(rate: float, most: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * rate / most


def _y(late: float, low: float, high: float) -> float:
    share = (log10(max(late, low)) - log10(low)) / max(1e-9, log10(high) - log10(low))
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share


def _frame(most: float, low: float, high: float, now: float) -> str:
    parts = []
    tick = low
    while tick <= high:
        y = _y(tick, low, high)
        parts.append(_rule("grid", LEFT, WIDTH - RIGHT, y, y))
        parts.append(_label(LEFT - 6, y + 4, "end", f"{tick:g} ms"))
        tick *= 10
    for share in (0.25, 0.5, 0.75, 1.0):
        x = _x(most * share, most)
        parts.append(_label(x, HEIGHT - BOTTOM + 16, "middle", number(most * share)))
    x = _x(min(now, most), most)
    parts.append(_rule("now", x, x, TOP, HEIGHT - BOTTOM))
    parts.append(_label(x + 4, TOP + 10, "start", "now"))
    parts.append(_label(WIDTH - RIGHT, HEIGHT - 6, "end", "requests per second"))
    return "".join(parts)


def _rule(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def _label(x: float, y: float, anchor: str, text: str) -> str:
    return f'<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'


def _line(place: int, one: Ability, most: float, low: float, high: float) -> str:
    points: Sequence[str] = [
        f"{_x(rate, most):.1f},{_y(late, low, high):.1f}" for rate, late in one.curve
    ]
    return f'<polyline class="line l{place}" points="{" ".join(points)}"/>'
