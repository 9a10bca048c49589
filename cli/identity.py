"""What makes two findings the same, from one audit to the next: check, path and words of the line, no line numbers."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from checks.core import Finding, Place


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
    """Check, path and the words of the line: stable when lines above it come and go."""
    path = one.place.path if one.place else ""
    subject = " ".join(text.split()) or " ".join(
        sorted(fact.name + fact.component for fact in one.facts)
    )
    return _hash(one.check, path, subject)


def _hash(*parts: str) -> str:
    return hashlib.sha256("".join(f"{len(one)}:{one}" for one in parts).encode()).hexdigest()
