"""A want made ready: what a file must hold for it, the core of its pattern, and the pattern itself."""

import re
from functools import cached_property

from checks.probes.repo.code.wants import Want
from checks.probes.repo.scan import Words

OPENINGS = (
    r"(?:\w+\.)*",
    r"\w+(?:\.\w+)*",
    r"(?:\\?\w+\\)*",
    r"[^;{}]{0,300}",
    r"(?:@\w+(?:\([^)]*\))?\s*)*",
    r"(?:final\s+)?",
    r"\w+\s*:",
)
"""What patterns begin with and may match nothing, or is not needed to know that they may match."""


class Sought:
    """A want with its patterns, and what a file must hold for it."""

    def __init__(self, want: Want) -> None:
        self.want = want
        self._core = _core(want.start)
        self.words = Words.of(self._core)

    @cached_property
    def start(self) -> re.Pattern[str]:
        """The start of a node's text."""
        return re.compile(self.want.start)

    @cached_property
    def core(self) -> re.Pattern[str]:
        """The part of it that is found wherever the whole is found, without running through what stands before."""
        return re.compile(self._core)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What makes it another thing."""
        return re.compile(self.want.unless) if self.want.unless else None

    @cached_property
    def only(self) -> re.Pattern[str]:
        """Where it counts."""
        return re.compile(self.want.only)


def _core(start: str) -> str:
    """The pattern without what it lets stand before: where this is not found, the pattern is not either."""
    while opening := next((one for one in OPENINGS if start.startswith(one)), ""):
        start = start.removeprefix(opening)
    return start
