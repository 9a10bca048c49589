"""What a person asks of the proposals, and that it is asked of a lab."""

import pytest

from checks.core import Problem
from checks.lab.advice import LabAdvice
from checks.lab.advise import advise
from checks.lab.terms import MEGABYTE, Terms, terms
from checks.lab.writes import takes_off_page, writes
from tests.bench.suite.seen import Seen


def test_nothing_is_asked_unless_it_is_said() -> None:
    assert terms(None, keep_hot=False, lab=False) == Terms()
    assert terms(1.5, keep_hot=True, lab=True) == Terms(
        most_bytes=int(1.5 * MEGABYTE), keep_hot=True
    )


@pytest.mark.parametrize(
    ("megabytes", "hot", "named"), [(10.0, False, "--lab-size"), (None, True, "keep-hot")]
)
def test_without_the_lab_it_is_a_mistake(megabytes: float | None, hot: bool, named: str) -> None:
    with pytest.raises(Problem, match=named):
        terms(megabytes, keep_hot=hot, lab=False)


def test_the_advice_names_the_writes_that_pay(advice: LabAdvice, seen: Seen) -> None:
    paying = {
        seen.names[each.statement.id]: each
        for one in advice.proposals
        for each in one.writes.slowed
    }
    assert {"add_item", "add_event"} <= set(paying), "every insert writes to its table's indexes"
    ending = {name for name, one in paying.items() if one.ends_hot}
    assert ending, "an index on what is updated is worth it here"
    assert all(paying[name].added_ms > paying["add_item"].added_ms / 2 for name in ending)
    assert all(one.share > 0 for one in paying.values())


def test_updates_stay_on_their_page_where_that_is_asked(advice: LabAdvice, seen: Seen) -> None:
    found = writes(seen.postgres)
    kept = advise(seen.postgres, seen.blueprint, Terms(keep_hot=True))
    assert any(takes_off_page(one.index, each) for one in advice.proposals for each in found)
    assert not any(takes_off_page(one.index, each) for one in kept.proposals for each in found)
    assert all(one.writes.ends_hot == 0 for one in kept.proposals)
    assert advice.left_ms <= kept.left_ms < 0.5 * kept.total_ms
    assert kept.proposals[0].index == advice.proposals[0].index
