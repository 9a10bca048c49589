"""A threshold that a project draws elsewhere flips the answer; one that is far from every figure changes nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.core import Looks
from playbooks.core import Decision
from playbooks.decide import decide
from playbooks.pages import rung
from tests.facts import vitals

HERE = Path(__file__).parent
SITUATIONS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "situations.yml").read_text())


def decision(start: str, lines: dict[str, float], **change: Any) -> Decision:
    seen = {
        name: value for name, value in {**SITUATIONS[start], **change}.items() if value is not None
    }
    known = replace(vitals(**seen), lines=lines)
    return decide(Looks().with_(known))


MOVED = [
    ("busy", {"database_cpu": 0.7, "active_sessions": 2}, {"saturation.database_cpu.warn": 0.75}),
    ("healthy", {"app_cpu": 0.72}, {"saturation.app_cpu.full": 0.75}),
    ("healthy", {"p95_ms": 300, "p95_target_ms": None}, {"load.headroom.target_ms": 250}),
    ("healthy", {"error_share": 0.005}, {"load.errors.too_many": 0.004}),
    ("healthy", {"disk_runway_days": 45}, {"limits.disk.stop_days": 60}),
    ("healthy", {"ci_minutes": 20}, {"people.slow_builds.too_long_min": 30}),
]
"""Situation, the figures, and the threshold that is drawn elsewhere: the next step differs."""


@pytest.mark.parametrize(("start", "change", "lines"), MOVED, ids=str)
def test_a_threshold_moved_flips_the_answer(
    start: str, change: dict[str, Any], lines: dict[str, float]
) -> None:
    before, after = decision(start, {}, **change), decision(start, lines, **change)
    assert (before.next, before.saturated) != (after.next, after.saturated)
    (one,) = after.overruled
    assert {one.name: one.value} == lines
    assert one.overruled and one.own != one.value
    assert before.overruled == ()


@pytest.mark.parametrize("start", sorted(SITUATIONS))
def test_a_line_drawn_where_it_already_is_changes_nothing(start: str) -> None:
    plain, same = decision(start, {}), decision(start, {"saturation.database_cpu.warn": 0.65})
    assert plain == same


def test_the_evidence_names_the_line_in_force_and_its_own() -> None:
    found = decision("busy", {"saturation.database_cpu.warn": 0.7}, database_cpu=0.9)
    (sign,) = [
        one
        for verdict in found.verdicts
        if verdict.rung == "vertical" and verdict.terms
        for one in verdict.terms.evidence
        if one.check == "saturation.database_cpu"
    ]
    assert sign.threshold.startswith("database_cpu of 0.7 or more")
    warn = next(one for one in sign.lines if one.name.endswith(".warn"))
    assert (warn.value, warn.own, warn.grade) == (0.7, 0.65, "B")


def test_a_rungs_page_has_the_thresholds_of_all_its_checks_once() -> None:
    from playbooks.drawn import of_rung

    names = [one.name for one in of_rung(rung("pool"), vitals())]
    assert len(names) == len(set(names))
    assert {"limits.connections.warn", "limits.busy_sessions.at_work"} <= set(names)
