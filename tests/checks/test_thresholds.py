"""Thresholds: one name each, a grade with its source, a range; what a project draws itself is checked first."""

from importlib import import_module
from typing import Any

import pytest

from checks.core import Problem
from checks.engine import discover
from checks.threshold import OWN, Grade, Threshold
from checks.thresholds import condition, every, of_check, overruled
from checks.vitals import Vitals
from playbooks.pages import rungs

NAMED = sorted({check for one in rungs() for check in (*one.raised_by, *one.vetoed_by)})


def drawn(given: dict[str, Any]) -> dict[str, float]:
    return overruled(given, lambda name: "rung.toml:1")


@pytest.mark.parametrize("name", list(every()))
def test_the_name_is_the_place_of_the_constant(name: str) -> None:
    check, _, constant = name.rpartition(".")
    assert getattr(import_module(f"checks.{check}"), constant.upper()) is every()[name]


@pytest.mark.parametrize("one", every().values(), ids=str)
def test_a_grade_needs_a_source_of_its_own(one: Threshold) -> None:
    assert 0 < one.value <= one.most
    assert one.source if one.grade is Grade.C else one.source != OWN


@pytest.mark.parametrize("check", NAMED)
def test_no_number_of_a_deciding_check_hides_from_the_configuration(check: str) -> None:
    """What stays a plain number is no line to draw: a count of attempts, of sessions, of noise."""
    plain = {
        name
        for name, value in vars(import_module(f"checks.{check}")).items()
        if name.isupper() and isinstance(value, int | float)
    }
    assert plain <= {"ATTEMPTS", "TWO", "NOISE", "ENOUGH_CALLS"}


def test_every_check_of_a_rung_states_its_condition_in_numbers_that_are_in_force() -> None:
    for check in NAMED:
        assert "{" not in condition(check, Vitals())
        if hasattr(import_module(f"checks.{check}"), "GRAVE"):
            assert "{" not in condition(check, Vitals(), "GRAVE")
    moved = Vitals(lines={"saturation.database_cpu.warn": 0.7})
    assert condition("saturation.database_cpu", moved).startswith("database_cpu of 0.7 or more")
    assert condition("saturation.database_cpu", Vitals()).startswith("database_cpu of 0.65")


def test_a_line_that_several_checks_share_moves_for_all_of_them() -> None:
    moved = Vitals(lines={"saturation.database_cpu.warn": 0.7})
    assert "database_cpu of 0.7," in condition("saturation.writes_at_limit", moved)
    shared = {one.name for one in of_check("saturation.writes_at_limit")}
    assert "saturation.database_cpu.warn" in shared


def test_only_what_was_discovered_declares_thresholds() -> None:
    homes = {name.rpartition(".")[0] for name in every()}
    assert homes - {"busy"} <= set(discover())
    assert len(every()) >= 60


def test_nested_and_dotted_names_are_the_same() -> None:
    expected = {"load.swing.wide": 4.0, "saturation.app_cpu.full": 0.8}
    nested = {"load": {"swing": {"wide": 4}}, "saturation": {"app_cpu": {"full": 0.8}}}
    assert drawn(nested) == expected
    assert drawn({"load.swing.wide": 4, "saturation.app_cpu.full": 0.8}) == expected


@pytest.mark.parametrize(
    ("given", "says", "remedy"),
    [
        ({"saturation.database_cpu.wran": 0.7}, "no threshold is called", "database_cpu.warn"),
        ({"saturation.databse_cpu.warn": 0.7}, "no threshold is called", "database_cpu.warn"),
        ({"database_cpu.warn": 0.7}, "no threshold is called", "saturation.database_cpu.warn"),
        ({"zzz": 0.7}, "no threshold is called", "rung explain RUNG"),
        ({"saturation.database_cpu.warn": 80}, "cannot be 80", "0.8 for 80 %"),
        ({"saturation.database_cpu.warn": 0}, "cannot be 0", "above 0"),
        ({"saturation.database_cpu.warn": -0.1}, "cannot be -0.1", "above 0"),
        ({"saturation.database_cpu.warn": "0.7"}, "cannot be '0.7'", "a number"),
        ({"saturation.database_cpu.warn": True}, "cannot be True", "a number"),
        ({"saturation.database_cpu.warn": float("nan")}, "cannot be nan", "a number"),
        ({"limits.disk.stop_days": 1e9}, "cannot be", "in d"),
        ({"saturation.database_cpu.warn": 0.9}, "would be 0.9, above", "draw both"),
        ({"saturation.database_cpu.act": 0.5}, "at 0.5", "draw both"),
    ],
)
def test_what_is_refused(given: dict[str, Any], says: str, remedy: str) -> None:
    with pytest.raises(Problem) as caught:
        drawn(given)
    assert caught.value.message.startswith("rung.toml:1: ")
    assert says in caught.value.message
    assert remedy in caught.value.remedy


def test_both_drawn_in_order_are_accepted() -> None:
    both = {"saturation.database_cpu.warn": 0.85, "saturation.database_cpu.act": 0.9}
    assert drawn(both) == {
        "saturation.database_cpu.act": 0.9,
        "saturation.database_cpu.warn": 0.85,
    }
