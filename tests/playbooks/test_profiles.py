"""Whole situations of teams, each with the answer that an expert would sign, and its twins.

Each file of `profiles/` holds rows: `says` and `why` (the reasoning, written before the ladder was asked), the base it
starts `from`, its `vitals` and what is `held`, and what must come out: the `next` rung, the `saturated` resource, rungs
that are `never` recommended, single `answers`, the question (`ask`). A twin changes one thing, and the answer with it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.core import Looks
from playbooks.core import Answer, Decision
from playbooks.decide import decide
from playbooks.pages import rungs
from tests.facts import vitals

HERE = Path(__file__).parent / "profiles"
BASES: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "bases.yml").read_text())
FILES = sorted(one for one in HERE.glob("*.yml") if one.stem != "bases")
PROFILES: list[dict[str, Any]] = [
    profile for file in FILES for profile in yaml.safe_load(file.read_text())
]
LADDER = {one.name: one for one in rungs()}
DEAR = 3
"""Cost class from which even "after that" is a recommendation; cheaper steps may wait behind the first one."""
EXPECTED = ("next", "saturated", "answers", "ask")


def decision_on(profile: dict[str, Any], twin: dict[str, Any]) -> Decision:
    """The decision on a profile, with a twin's one change."""
    seen = {**BASES[profile["from"]], **profile.get("vitals", {}), **twin.get("change", {})}
    there = {name: value for name, value in seen.items() if value is not None}
    held = twin.get("held", profile.get("held", ()))
    return decide(Looks().with_(vitals(**there)), held=frozenset(held))


def cases() -> Iterator[Any]:
    """Every profile and every twin of it."""
    for profile in PROFILES:
        for twin in ({}, *profile["twins"]):
            name = profile["says"] + (f" / {twin['but']}" if twin else "")
            yield pytest.param(profile, twin, id=name)


def seen_as(decision: Decision, expected: dict[str, Any]) -> dict[str, Any]:
    """What came out, for the keys that are expected."""
    found: dict[str, Any] = {
        "next": decision.next,
        "saturated": decision.saturated.value,
        "ask": decision.ask.vital if decision.ask else None,
        "answers": {
            name: decision.verdict(name).answer.value for name in expected.get("answers", {})
        },
    }
    return {key: found[key] for key in EXPECTED if key in expected}


@pytest.mark.parametrize(("profile", "twin"), list(cases()))
def test_the_first_rung_is_right(profile: dict[str, Any], twin: dict[str, Any]) -> None:
    expected = twin or profile
    decision = decision_on(profile, twin)
    assert seen_as(decision, expected) == {
        key: expected[key] for key in EXPECTED if key in expected
    }
    if not twin:
        never = set(profile.get("never", ()))
        assert decision.next not in never
        assert not never & {one for one in decision.then if LADDER[one].cost >= DEAR}
        if "then" in profile:
            assert profile["then"] in decision.then
        if "words" in profile:
            assert any(
                profile["words"] in one.text
                for one in decision.verdict(decision.next or "").because
            )


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: str(one["says"]))
def test_twins_flip(profile: dict[str, Any]) -> None:
    before = decision_on(profile, {})
    for twin in profile["twins"]:
        keys = {key: twin[key] for key in EXPECTED if key in twin}
        assert seen_as(before, keys) != keys, f"the twin changes nothing: {twin['but']}"


def test_there_are_enough_profiles_and_every_rung_is_the_answer_of_one() -> None:
    assert len(PROFILES) >= 60
    taken = {profile["next"] for profile in PROFILES}
    assert taken - {None} == {one.name for one in rungs()}
    for profile in PROFILES:
        assert profile["why"] and profile["twins"], profile["says"]
        assert not {profile["next"]} & set(profile.get("never", ())), profile["says"]


def test_a_wish_decides_nothing() -> None:
    for profile in PROFILES:
        if "wish" in profile.get("vitals", {}):
            with_it = decision_on(profile, {})
            without = decision_on(profile, {"change": {"wish": None}})
            assert (with_it.next, with_it.then) == (without.next, without.then), profile["says"]
            answer = with_it.verdict(profile["vitals"]["wish"]).answer
            assert answer is not Answer.TAKE, profile["says"]
