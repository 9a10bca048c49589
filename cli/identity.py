"""What makes two findings the same, from one audit to the next: check, path and words of the line, no line numbers."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from checks.core import Finding, Place

UNITS = r"[kMGT]?i?B|ms|s|min|h|x|hours?|days?|weeks?|months?|years?"
FIGURE = re.compile(
    rf"(?<![\w.\"'`])\d[\d.,]*(?:e[+-]?\d+)?(?:\s?%|\s?(?:{UNITS})\b)?(?![\w\"'`]|\.\d)"
)
"""A number with its unit that stands alone; `events_2024` and `"1st"` are names."""


def identities(root: Path, findings: Iterable[Finding]) -> list[str]:
    """One for each finding, in their order; the second of two equal ones has another than the first."""
    seen: Counter[str] = Counter()
    told = []
    for one in findings:
        found = _identity(one, line_of(root, one.place))
        seen[found] += 1
        told.append(_hash(found, str(seen[found])))
    return told


def line_of(root: Path, place: Place | None) -> str:
    """The line that a finding is about; empty where there is none, or the file is no text."""
    if place is None:
        return ""
    try:
        lines = (root / place.path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def _identity(one: Finding, text: str) -> str:
    """Check, path and the words of the line: stable when lines above it come and go.

    A running system has no lines: there it is what the sentence is about, without its figures, which are others at
    the next look.
    """
    if one.place is not None:
        return _hash(one.check, one.place.path, " ".join(text.split()))
    return _hash(one.check, "", " ".join(FIGURE.sub("#", one.message).split()))


def _hash(*parts: str) -> str:
    return hashlib.sha256("".join(f"{len(one)}:{one}" for one in parts).encode()).hexdigest()
