"""Whole lives of projects at random: add, edit, upgrade, settle, undo, killed at any write; nothing is ever lost.

`RUNG_TEST_STEPS` bounds the steps; the nightly run is `RUNG_TEST_STEPS=10000 pytest -s tests/scaffold/test_lives.py`.
"""

import os
import sys

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.scaffold.lives import FIGURES, Lives

STEPS = int(os.environ.get("RUNG_TEST_STEPS", "160"))
A_LIFE = 40


@pytest.mark.timeout(60 + STEPS)
def test_no_byte_of_the_users_is_lost_in_any_life() -> None:
    FIGURES.clear()
    wanted = settings(
        max_examples=max(STEPS // A_LIFE, 1),
        stateful_step_count=A_LIFE,
        deadline=None,
        derandomize="RUNG_TEST_SEEDLESS" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(Lives, settings=wanted)
    finally:  # also of a run that was stopped
        for name, count in sorted(FIGURES.items()):
            sys.stdout.write(f"{name:70}{count:8,}\n")
    assert FIGURES["steps"] >= STEPS // 2
