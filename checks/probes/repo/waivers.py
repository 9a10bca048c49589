"""What the project's people decided to live with: findings that are told apart and fail no gate.

In the configuration (`overruling.py`), or in the file itself, on the finding's line or the one above it, in whatever
the language's comment is:

```python
requests.get(url)  # rung: ignore[app.outbound_without_timeout] reason="the caller has a deadline" until=2027-04-01
```

A waiver names one check, never a group, so that it hides nothing else; it says why; and it may say until when. One that
lacks these counts for nothing and is told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from checks.core import Place, Problem
from checks.probes.repo.overruling import Overruling

SHORTEST_REASON = 10
"""Characters; less says nothing to whoever reads it in a year."""
INLINE = re.compile(r"rung:\s*ignore\[([\w.,\s]*)\](.*)")
REASON = re.compile(r"reason\s*=\s*([\"'])(.*?)\1")
UNTIL = re.compile(r"until\s*=\s*(\d{4}-\d\d-\d\d)")
TABLE = ("check", "path", "reason", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One check that is waived: below `path` (empty: everywhere) or at one line; `until` is its last day."""

    check: str
    reason: str
    place: Place
    path: str = ""
    until: date | None = None

    def wrong(self, checks: frozenset[str]) -> str:
        """Why it counts for nothing, in words; empty where it is well written."""
        if self.check not in checks:
            return f"there is no check {self.check or 'named'}"
        if len(self.reason.strip()) < SHORTEST_REASON:
            return f"it gives no reason of at least {SHORTEST_REASON} characters"
        return ""


def configured(found: Overruling) -> tuple[Waiver, ...]:
    """The waivers of the project's configuration.

    Raises:
        Problem: one is no table, has a key that is not known, or a date that is none.
    """
    rows = found.said.get("waivers", [])
    if not isinstance(rows, list) or not all(isinstance(one, Mapping) for one in rows):
        raise Problem(f"{found.place('waivers')}: waivers is a list of tables", HOW)
    return tuple(_configured(found, one) for one in rows)


HOW = 'write waivers = [{check = "...", reason = "..."}], with path = "..." and until = 2027-04-01 where they help'


def _configured(found: Overruling, row: Mapping[str, Any]) -> Waiver:
    place = _place(found, str(row.get("check", "")))
    for key, value in row.items():
        if key not in TABLE:
            raise Problem(f"{place}: unknown key {key} of a waiver", HOW)
        # a moment is a day to Python, but cannot be compared with one
        if not isinstance(value, date if key == "until" else str) or isinstance(value, datetime):
            raise Problem(f"{place}: {key} of a waiver cannot be {value!r}", HOW)
    return Waiver(
        check=row.get("check", ""),
        reason=row.get("reason", ""),
        place=place,
        path=row.get("path", ""),
        until=row.get("until"),
    )


def _place(found: Overruling, check: str) -> Place:
    """The line that names the check; that of the list where none does."""
    start = max(found.text.find("waivers"), 0)
    at = found.text.find(f'"{check}"', start) if check else -1
    return Place(path=found.path, line=found.text.count("\n", 0, at if at >= 0 else start) + 1)


def beside(root: Path, place: Place) -> Iterator[Waiver]:
    """The waivers on this line of a file and on the line above it."""
    try:
        lines = (root / place.path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in (place.line, place.line - 1):
        if 0 < line <= len(lines):
            yield from _inline(lines[line - 1], Place(path=place.path, line=line))


def _inline(text: str, place: Place) -> Iterator[Waiver]:
    for checks, rest in INLINE.findall(text):
        reason, until = REASON.search(rest), UNTIL.search(rest)
        for check in filter(None, map(str.strip, checks.split(","))) if checks.strip() else [""]:
            yield Waiver(
                check=check,
                reason=reason.group(2) if reason else "",
                place=place,
                until=_day(until.group(1)) if until else None,
            )


def _day(text: str) -> date:
    """A day that is no day of the calendar has passed."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
