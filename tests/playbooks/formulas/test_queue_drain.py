from math import inf

import pytest

from playbooks.formulas.queue_drain import drain_seconds, partitions, workers


def test_a_backlog_drains_only_while_more_is_done_than_arrives() -> None:
    assert drain_seconds(1200, arrive=100, done=120) == 60
    assert drain_seconds(1200, arrive=120, done=100) == inf
    assert drain_seconds(1200, arrive=100, done=100) == inf
    assert drain_seconds(0, arrive=1, done=2) == 0


@pytest.mark.parametrize(
    ("arrive", "seconds", "needed"), [(100, 0.5, 77), (1, 0.001, 1), (10, 6.5, 100)]
)
def test_workers(arrive: float, seconds: float, needed: int) -> None:
    assert workers(arrive, seconds) == needed


def test_partitions() -> None:
    assert partitions(1000, produced_each=500, consumed_each=90) == 12
    assert partitions(10, produced_each=500, consumed_each=90) == 1
