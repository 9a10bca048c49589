"""Measures several lists of indexes on the market place, interleaved, each in a copy of its own."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import psycopg

from scaffold.demo.postgres import Postgres
from tests.bench.suite.answers import differing
from tests.bench.suite.copies import copy
from tests.bench.suite.measured import mean_ms
from tests.bench.suite.templates import TEMPLATES, Template

RUNS, SECONDS = 100, 0.25
"""Calls of one template in one turn, fewer where they take longer than these seconds (three at least)."""
NOISE_MS = 0.02
"""Differences of a mean under this are the clock's, not the statement's: a call through an index takes 0.02 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One list of indexes as it was measured."""

    name: str
    indexes: int
    bytes: int
    """Real bytes of its indexes."""
    means: Mapping[str, float]
    """Mean milliseconds of a call, by template."""

    def hour_ms(self, *, beyond: bool | None = None) -> float:
        """Milliseconds of an hour's calls: of all templates, or of those that are (not) beyond plain btrees."""
        return sum(
            self.means[one.name] * one.calls
            for one in TEMPLATES
            if beyond is None or one.beyond is beyond
        )

    def or_slower(self, other: "Compared") -> "Compared":
        """The slower of two measurements of each template: what the same list may take on a busy machine."""
        return replace(
            self, means={name: max(ms, other.means[name]) for name, ms in self.means.items()}
        )

    def slower(self, base: "Compared", share: float = 0.1) -> dict[str, float]:
        """Templates that take more than this share longer than there, and how many times as long."""
        return {
            one.name: self.means[one.name] / base.means[one.name]
            for one in TEMPLATES
            if self.means[one.name] > base.means[one.name] * (1 + share)
            and self.means[one.name] - base.means[one.name] > NOISE_MS
        }


def compare(
    server: Postgres, original: str, lists: Mapping[str, Sequence[str]], scale: float, rounds: int,
    templates: Sequence[Template] = TEMPLATES,
) -> tuple[list[Compared], list[str]]:  # fmt: skip
    """Measure each list, and name the templates whose answers differ.

    Args:
        server: that holds the original.
        original: the filled database without indexes.
        lists: statements that build the indexes, by the list's name.
        scale: of the market place.
        rounds: turns in which every template runs on every copy; the least mean counts.
        templates: the statements.
    """
    made = {name: copy(server, original, ddl) for name, ddl in lists.items()}
    taken: dict[str, dict[str, float]] = {name: {} for name in lists}
    with contextlib.ExitStack() as open_lines:
        lines = {
            name: open_lines.enter_context(
                contextlib.closing(psycopg.connect(server.url_of(one.database), autocommit=True))
            )
            for name, one in made.items()
        }
        for template in templates:
            for _ in range(rounds):
                for name, line in lines.items():
                    ms = mean_ms(line, template, scale, RUNS, SECONDS)
                    taken[name][template.name] = min(ms, taken[name].get(template.name, ms))
        different = differing(list(lines.values()), scale, templates)
    return [
        Compared(name=name, indexes=one.indexes, bytes=one.bytes, means=taken[name])
        for name, one in made.items()
    ], different
