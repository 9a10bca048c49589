import pytest

from playbooks.formulas.instance_gain import bounds, use_after
from tests.facts import vitals


def test_one_more_process_shares_the_load() -> None:
    assert use_after(0.9, 1) == 0.45
    assert use_after(0.9, 2) == pytest.approx(0.6)


def test_the_more_there_are_the_less_one_more_brings() -> None:
    few = bounds(vitals(processes_per_instance=1, instances=1)) or (0, 0)
    many = bounds(vitals(processes_per_instance=4, instances=4)) or (0, 0)
    assert few[0] < many[0] < 1
    assert few[1] < many[1] < 1
