"""Who can be asked what an index would change: the lab, or HypoPG on the server itself. Both answer the same search."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from checks.lab.candidate import Candidate
from checks.lab.loading import LeftOut
from checks.lab.plans import Plan, Planner
from checks.lab.sizes import Size


class Backend(StrEnum):
    """What a number of the advice rests on."""

    LAB = "lab"
    HYPOPG = "hypopg"
    STATISTICS = "statistics"
    COPY = "scratch copy"


class WhatIf(Planner, Protocol):
    """Plans statements with any set of new indexes shown to the planner."""

    @property
    def backend(self) -> Backend:
        """Which of the two it is."""

    @property
    def plans(self) -> int:
        """How many plans were made."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What of the database it does not have."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person has to know of how it was asked."""

    def priced(self, text: str) -> Plan | str:
        """Production's plan, priced with pages as they come from memory or disk there; or why there is none."""

    def warm(self, share: float) -> None:
        """From now on price by the share of block reads that memory answers, between 0 and 1."""

    def build(self, index: Candidate, size: Size) -> str:
        """Make the new index and show it; why it cannot be made, empty where it could."""

    def discard(self, names: Iterable[str]) -> None:
        """Forget these new indexes."""

    def tell_distinct(self, index: str, attribute: int, distinct: float, width: int) -> None:
        """Give an index's expression the statistics that ANALYZE would find, where that can be done."""

    def show(self, names: Iterable[str]) -> None:
        """Let the planner see these of the new indexes and no other."""

    def limit(self, index: Candidate) -> str:
        """Why it cannot price this index at all; empty where it can."""

    def doubt(self, index: Candidate) -> str:
        """What it does not know when it prices this index; empty where it knows all that the planner asks for."""
