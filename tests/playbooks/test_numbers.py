"""Every number in an answer traces to a fact, to the line of a check, or to a formula on facts."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from checks.core import Fact
from checks.threshold import Threshold
from checks.vitals import meaning_of
from playbooks.core import Because, Decision
from tests.playbooks.test_profiles import PROFILES, decision_on

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?(?![\w])")
UNITS = (1.0, 100.0, 1 / 2**10, 1 / 2**20, 1 / 2**30, 1 / 2**40, 1 / 3600)
"""What a fact may be multiplied with to be shown: shares as percents, bytes in binary units, seconds as hours."""


def said(decision: Decision) -> Iterator[Because]:
    """Every sentence with evidence in a decision."""
    yield decision.saturated_because
    for verdict in decision.verdicts:
        yield from (one for one in (*verdict.because, *verdict.against) if one.facts)


def traces(number: str, facts: tuple[Fact, ...], check: str) -> bool:
    """Whether the number is a fact, arithmetic on facts, a constant of the check, or part of a quantity's meaning."""
    if any(number in NUMBER.findall(meaning_of(one.name)) for one in facts):
        return True
    digits = len(number.partition(".")[2])
    wanted = float(number.replace(",", ""))
    return any(
        round(value * unit, digits) == pytest.approx(wanted, rel=0.006)
        for value in derived(facts, check)
        for unit in UNITS
    )


def derived(facts: tuple[Fact, ...], check: str) -> set[float]:
    """Facts, their complements, products, quotients and differences, and what follows from a check's constants."""
    values = {float(one.value) for one in facts if not isinstance(one.value, str)}
    constants = {
        float(value.value if isinstance(value, Threshold) else value)
        for name, value in (vars(import_module(f"checks.{check}")).items() if check else ())
        if name.isupper() and isinstance(value, int | float | Threshold)
    }
    pairs = {
        each
        for a in values
        for b in values
        for each in (a * b, a - b, a / b if b else 0.0, 1 - a - b)
    }
    triples = {a - b - c for a in values for b in values for c in values}
    shares = {x / y for x in triples for y in values if y}
    powers = {constant**value for constant in constants for value in values if 0 < value < 9}
    return values | {1 - one for one in values} | constants | pairs | shares | powers


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: str(one["says"]))
def test_every_number_traces_to_facts(profile: dict[str, Any]) -> None:
    for twin in ({}, *profile["twins"]):
        decision = decision_on(profile, twin)
        for one in said(decision):
            text = one.text.replace("95th", "")
            for number in NUMBER.findall(text):
                assert traces(number, one.facts, one.check), f"{number} in {one.text!r}"


def test_the_trace_finds_what_was_made_up() -> None:
    fact = Fact(name="database_cpu", value=0.82)
    assert traces("82", (fact,), "saturation.database_cpu")
    assert traces("18", (fact,), "saturation.database_cpu")
    assert not traces("57", (fact,), "saturation.database_cpu")
    assert not traces("1000", (fact,), "saturation.database_cpu")
