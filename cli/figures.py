"""Writes a quantity the way a person reads it: 0.97 as 97 %, 4877.3 ms as 4,877 ms, 1500000000 B as 1.5 GB."""

from checks.core import Fact, Problem, Scalar

TIMES = {
    "growth_per_year",
    "growth_per_year_high",
    "launch_load_factor",
    "scaling_profile_ratio",
    "peak_to_trough",
    "index_speedup",
}
"""Ratios that say "so many times", where every other ratio is a share of one."""


def figure(value: Scalar, unit: str, name: str = "") -> str:
    """The value with its unit; `name` tells a share from a multiple."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if unit == "bool":
        return "yes" if value else "no"
    if unit == "ratio":
        return f"{_round(value)} times" if name in TIMES else f"{_round(value * 100)} %"
    if unit == "B":
        return _bytes(float(value))
    if unit in {"1/s", "/s"}:
        return f"{_round(value)}/s"
    return _round(value) if unit in {"", "1", "str"} else f"{_round(value)} {unit}"


def of(fact: Fact) -> str:
    """A fact's value with its unit."""
    return figure(fact.value, fact.unit, fact.name)


def drawn(value: float, unit: str) -> str:
    """A threshold's value: a share as 65 %, a multiple as 3 times."""
    return f"{_round(value)} times" if unit == "times" else figure(value, unit)


def plain(text: str) -> str:
    """The text without control characters, which names in a hostile project could carry to the terminal."""
    return "".join(
        one if one.isprintable() or one in "\n\t" else "\N{REPLACEMENT CHARACTER}" for one in text
    )


def told(problem: Problem) -> str:
    """A problem as it stands on standard error: what is wrong, and below it what to do."""
    from checks.redact import redact

    return f"rung: {plain(redact(problem.message))}\n  {plain(redact(problem.remedy))}\n"


def plural(count: int, noun: str) -> str:
    """1 file, 2 files."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def number(value: float) -> str:
    """A number as people read it: three digits are enough for what is worked out."""
    if value >= 1000:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def _round(value: float) -> str:
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


def _bytes(value: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if abs(value) < 1000:
            return f"{_round(value)} {unit}"
        value /= 1000
    return f"{_round(value)} TB"
