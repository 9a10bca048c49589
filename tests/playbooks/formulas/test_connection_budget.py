import pytest

from playbooks.formulas.connection_budget import Deployable, behind_pooler, demand, direct, share

WEB = Deployable(instances=4, processes=4, pool=5, surge=0.25)
WORKER = Deployable(instances=2, processes=1, pool=10, surge=0.0)


def test_everything_that_opens_sessions_is_summed_at_its_worst() -> None:
    assert demand((WEB, WORKER), others=5) == 5 + 100 + 20


def test_a_fifth_of_the_sessions_stays_free() -> None:
    assert direct(100) == 80


def test_a_pooler_is_bounded_by_cores_and_by_sessions() -> None:
    assert behind_pooler(100, cores=4) == 16
    assert behind_pooler(100, cores=64) == 80


def test_a_share_above_one_is_refused_at_the_worst_moment() -> None:
    assert share((WEB, WORKER), 100) == pytest.approx(125 / 80)
    assert share((Deployable(instances=1, pool=5, surge=0.0),), 100) == pytest.approx(10 / 80)
