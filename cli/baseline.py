"""A baseline: the findings that a project had when it began to be audited. Only what is new fails the gate.

The file holds identities (`cli/identity.py`), which survive lines that come and go, and beside each what a person
needs to know it by. It only ever shrinks by hand: an entry that is no longer found is told, not forgotten.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.core import Finding, Problem

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was known: identity -> (check, what a person knows it by)."""

    path: Path
    known: dict[str, tuple[str, str]]

    def gone(self, found: frozenset[str], judged: frozenset[str]) -> tuple[str, ...]:
        """Entries that are no longer found, though their check was judged."""
        left = ((one, told) for one, told in self.known.items() if one not in found)
        return tuple(sorted(f"{check} {where}" for _, (check, where) in left if check in judged))


def read(path: Path) -> Baseline:
    """The baseline of this file.

    Raises:
        Problem: there is no such file, or it is no baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Problem(
            f"there is no baseline {path}", f"write it with rung audit --write-baseline {path}"
        ) from None
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Problem(f"the baseline {path} cannot be read: {error}", "write it anew") from None
    try:
        if data["baseline"] != VERSION:
            raise KeyError(data["baseline"])
        known = {str(one["id"]): (str(one["check"]), str(one["where"])) for one in data["findings"]}
    except (KeyError, TypeError):
        raise Problem(
            f"{path} is no baseline of this version",
            "write it anew with rung audit --write-baseline",
        ) from None
    return Baseline(path=path, known=known)


def page(findings: list[tuple[Finding, str]]) -> dict[str, Any]:
    """A baseline of these findings and their identities, an entry each, sorted, so that a change can be reviewed."""
    rows: list[dict[str, Any]] = [
        {
            "id": identity,
            "check": one.check,
            "where": str(one.place or "the running system"),
            "message": one.message,
        }
        for one, identity in findings
    ]
    rows.sort(key=lambda row: (row["check"], row["where"], row["id"]))
    return {"baseline": VERSION, "findings": rows}
