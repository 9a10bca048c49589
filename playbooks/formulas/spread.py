"""The span of a promise: from what the arithmetic expects to the least that still counts as kept.

Source: none but the demand that a span be stated before the change; how much of the expected saving must show is a
default of this tool, smaller where the arithmetic is coarser.
"""


def spread(expected: float, must_show: float) -> tuple[float, float]:
    """(low, high) of after / before: `expected`, and what is left when `must_show` (0 to 1) of the saving shows."""
    return expected, 1 - must_show * (1 - expected)
