"""Facts as the fillers make them: the vital's own unit, six significant digits, the window in words."""

from checks.core import Confidence, Fact, Scalar
from checks.vitals import unit_of


def measured(
    name: str,
    value: Scalar,
    where: str,
    *,
    window: str = "",
    confidence: Confidence = Confidence.HIGH,
) -> Fact:
    """A measured vital. Figures are cut to six significant digits: more would be noise."""
    shown = float(f"{value:.6g}") if isinstance(value, float) else value
    return Fact(
        name=name,
        value=shown,
        unit=unit_of(name),
        where=where,
        window=window,
        confidence=confidence,
    )


def count(value: float) -> float:
    """A number of things that may be parts (a container's cores): 2 rather than 2.0, and 1.5 as it is."""
    return round(value) if value == round(value) else value


def window(seconds: float | None) -> str:
    """The span in words: "last 42 s", "last 2.5 h"; "since the counters began" where it is not known."""
    if seconds is None:
        return "since the counters began"
    for unit, size in (("d", 86_400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * size:
            return f"last {seconds / size:.3g} {unit}"
    return f"last {seconds:.3g} s"


def lower(*several: Confidence) -> Confidence:
    """The least of these confidences."""
    order = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
    return min(several, key=order.index)
