"""The span of a promise: from what the arithmetic expects to the least that still counts as kept.

Source: none but the demand that a span be stated before the change; how much of the expected saving must show is a
default of this tool, smaller where the arithmetic is coarser.
"""


def spread(expected: float, must_show: float) -> tuple[float, float]:
    """(low, high) of after / before: `expected`, held to 0 to 1, and what is left when `must_show` of it shows."""
    least = min(1.0, max(0.0, expected))
    return least, 1 - must_show * (1 - least)
