"""Vitals as a person told them."""

from checks.core import Fact
from checks.probes.told import Told
from checks.vitals import told

SOURCE = "told by you"


def facts(answers: Told) -> tuple[Fact, ...]:
    """One fact an answer, marked as told."""
    return tuple(told(name, value, SOURCE) for name, value in sorted(answers.answers.items()))


def is_told(fact: Fact) -> bool:
    """Whether a person gave this value, now or in a file."""
    return fact.where.startswith("told")
