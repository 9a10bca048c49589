from playbooks.formulas.even_split import bounds, fullest
from tests.facts import vitals


def test_the_fullest_host_carries_more_than_its_part() -> None:
    assert fullest(2) == 0.65
    assert fullest(1) == 1.0


def test_two_hosts_carry_half_each_at_best() -> None:
    assert bounds(vitals()) == (0.5, 0.65)
