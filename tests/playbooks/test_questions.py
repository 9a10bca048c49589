"""What a person is asked next: the most deciding first, each once, and never what only a machine knows."""

from checks.core import Looks, Scalar
from playbooks.decide import decide
from playbooks.pages import rungs
from playbooks.questions import MACHINES, MOST, next_question
from tests.facts import vitals

PAGES = {one.name: one for one in rungs()}


def asked(skipped: frozenset[str] = frozenset(), **facts: Scalar) -> str | None:
    known = vitals(**facts)
    return next_question(known, decide(Looks().with_(known)), PAGES, skipped)


def test_what_is_felt_comes_first() -> None:
    assert asked() == "symptom"


def test_an_answer_and_a_skip_both_lead_on() -> None:
    assert asked(frozenset({"symptom"})) == "database_cpu"
    assert asked(frozenset({"symptom"}), database_cpu=0.9) == "app_cpu"


def test_nothing_is_asked_twice_and_nothing_that_only_a_machine_knows() -> None:
    seen: list[str] = []
    while (name := asked(frozenset(seen))) is not None and len(seen) < 200:
        seen.append(name)
    assert len(seen) == len(set(seen)) > MOST
    assert not MACHINES & set(seen)


def test_the_end_is_reached() -> None:
    everything = frozenset(one.settled_by for one in PAGES.values())
    first = frozenset({"symptom", "database_cpu", "app_cpu", "p95_ms", "requests_per_second"})
    assert asked(everything | first) in {None, "routes_measured"}
