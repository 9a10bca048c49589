"""Quantities as a person reads them."""

import pytest

from checks.core import Scalar
from cli.figures import figure, plain, plural


@pytest.mark.parametrize(
    ("value", "unit", "name", "said"),
    [
        (4877.3, "ms", "p95_ms", "4,877 ms"),
        (0.961, "ratio", "indexable_share", "96.1 %"),
        (0.004, "ratio", "error_share", "0.4 %"),
        (1.0, "ratio", "database_cpu", "100 %"),
        (42.5, "ratio", "index_speedup", "42.5 times"),
        (3, "ratio", "growth_per_year", "3 times"),
        (1_200_000_000, "B", "database_bytes", "1.2 GB"),
        (812, "B", "database_bytes", "812 B"),
        (True, "bool", "statement_stats", "yes"),
        (False, "bool", "statement_stats", "no"),
        ("redis", "str", "cache", "redis"),
        (1_500_000, "1", "largest_table_rows", "1,500,000"),
        (0, "1", "replicas", "0"),
    ],
)
def test_figure(value: Scalar, unit: str, name: str, said: str) -> None:
    assert figure(value, unit, name) == said


def test_control_characters_never_reach_the_terminal() -> None:
    assert (
        plain("a\x1b[31mb\x07c\nd")
        == "a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}c\nd"
    )


def test_plural() -> None:
    assert [plural(one, "file") for one in (0, 1, 2000)] == ["0 files", "1 file", "2,000 files"]
