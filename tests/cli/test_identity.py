"""What makes two findings of a running system the same."""

from pathlib import Path

import pytest

from checks.core import Finding
from cli.identity import identities


def told(*messages: str) -> list[str]:
    findings = [Finding(message=one, remedy="", check="postgres.a") for one in messages]
    return identities(Path("/nowhere"), findings)


@pytest.mark.parametrize(
    ("one", "later"),
    [
        ('index "a" on t (16 kB) was never used in 12 days', 'index "a" on t (2.5 MB) was never used in 3 weeks'),
        ("48 % of 3,200 rows of t are dead", "51% of 4,100,200 rows of t are dead"),
        ("t grew 3.4x and p95 is 1,200 ms.", "t grew 12x and p95 is 900 ms."),
        ("1e6 rows, 0.5/s", "2.1e+7 rows, 17/s"),
    ],
)  # fmt: skip
def test_figures_change_from_look_to_look(one: str, later: str) -> None:
    assert told(one) == told(later)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("table events_2023 is large", "table events_2024 is large"),
        ('queue "7" holds 3 messages', 'queue "8" holds 3 messages'),
        ("`2023` has 3 partitions", "`2024` has 3 partitions"),
        ("index a is unused", "index b is unused"),
    ],
)
def test_names_are_what_it_is_about(one: str, other: str) -> None:
    assert told(one) != told(other)
    first, second = told(one, other)
    assert [first] == told(one) and [second] == told(other)


def test_one_that_is_gone_does_not_make_room_for_another() -> None:
    known = set(told("index a is unused", "index b is unused"))
    assert [one in known for one in told("index b is unused", "index c is unused")] == [True, False]
