"""Runs every row of `<rung>.yml`: vitals -> answer, and its twins, in which one thing differs and the answer does too.

A row starts from one of the situations in `situations.yml`; null takes a vital away.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.core import Looks
from playbooks.core import Decision
from playbooks.decide import decide
from playbooks.pages import rungs
from tests.facts import vitals

HERE = Path(__file__).parent
SITUATIONS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "situations.yml").read_text())


def answered(row: dict[str, Any], twin: dict[str, Any]) -> Decision:
    """The decision on a row, with a twin's change."""
    seen = {**SITUATIONS[row["from"]], **row.get("vitals", {}), **twin.get("change", {})}
    there = {name: value for name, value in seen.items() if value is not None}
    held = frozenset(twin.get("held", row.get("held", ())))
    failed = frozenset(twin.get("failed", row.get("failed", ())))
    return decide(Looks().with_(vitals(**there)), held=held, failed=failed)


def cases() -> Iterator[Any]:
    for one in rungs():
        for row in yaml.safe_load((HERE / f"{one.name}.yml").read_text()):
            for twin in ({}, *row["twins"]):
                name = f"{one.name}: {row['says']}{' / ' + twin['but'] if twin else ''}"
                yield pytest.param(one.name, row, twin, id=name)


@pytest.mark.parametrize(("rung", "row", "twin"), list(cases()))
def test_row(rung: str, row: dict[str, Any], twin: dict[str, Any]) -> None:
    decision = answered(row, twin)
    expected = twin or row
    assert decision.verdict(rung).answer.value == expected["answer"]
    if twin:
        assert expected["answer"] != row["answer"], "a twin changes the answer"
    if "next" in expected:
        assert decision.next == expected["next"]
    if "saturated" in expected:
        assert decision.saturated.value == expected["saturated"]


def test_every_rung_has_rows_with_twins() -> None:
    files = {one.stem for one in HERE.glob("*.yml")} - {"situations"}
    assert files == {one.name for one in rungs()}
    for name in files:
        assert all(row["twins"] for row in yaml.safe_load((HERE / f"{name}.yml").read_text()))
