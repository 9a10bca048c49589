"""What a person is asked next: the most deciding first, each once, only what can still decide, in words of its own."""

from checks.core import Looks, Scalar
from playbooks.decide import decide
from playbooks.gate import SATURATION
from playbooks.pages import rungs
from playbooks.questions import GATE, MACHINES, next_question, sentences
from playbooks.symptoms import TELLS
from tests.facts import vitals

PAGES = {one.name: one for one in rungs()}
CALM: dict[str, Scalar] = {"incident": False, "symptom": "spikes", "spikes_aligned": False}
GATED: dict[str, Scalar] = {**CALM, "statement_stats": True, "routes_measured": True}
MEASURED: dict[str, Scalar] = {
    **GATED, "database_cpu": 0.3, "app_cpu": 0.3, "p95_ms": 900, "requests_per_second": 20,
}  # fmt: skip


def asked(facts: dict[str, Scalar], skipped: frozenset[str] = frozenset()) -> str | None:
    looks = Looks().with_(vitals(**facts))
    return next_question(looks, decide(looks), PAGES, skipped)


def every_question(facts: dict[str, Scalar]) -> list[str]:
    """What is asked when nothing is ever known."""
    seen: list[str] = []
    while (name := asked(facts, frozenset(seen))) is not None and len(seen) < 100:
        seen.append(name)
    return seen


def test_whether_users_are_hurt_comes_first_then_what_is_felt() -> None:
    assert asked({}) == "incident"
    assert asked({"incident": False}) == "symptom"
    assert asked({"incident": False, "symptom": "backlog"}) == "oldest_job_s"


def test_the_gate_comes_before_what_rests_on_it() -> None:
    assert asked(CALM) == "statement_stats"
    assert asked({**CALM, "statement_stats": True}) == "routes_measured"
    assert asked(GATED) == "database_cpu"
    assert asked({**GATED, "database_cpu": 0.9}) == "app_cpu"


def test_where_the_gate_stays_shut_nothing_more_is_asked() -> None:
    assert every_question({**CALM, "statement_stats": False}) == []
    assert every_question(CALM) == ["statement_stats"]
    assert every_question({**CALM, "statement_stats": True, "routes_measured": False}) == []


def test_what_another_figure_gives_away_is_not_asked() -> None:
    assert asked({**CALM, "top_statement_share": 0.1}) == "routes_measured"
    assert asked({**CALM, "top_statement_share": 0.1, "p95_ms": 80}) == "database_cpu"


def test_an_incident_asks_for_little_more() -> None:
    assert every_question({"incident": True}) == ["symptom", "database_cpu"]


def test_what_could_not_change_the_decision_is_not_asked() -> None:
    """A full database processor with an index missing: builds, teams and regions decide nothing now."""
    sure: dict[str, Scalar] = {
        **MEASURED,
        "database_cpu": 0.9,
        "indexable_share": 0.8,
        "active_sessions": 9,
    }
    assert not {"ci_minutes", "teams", "services", "residency_or_rto_contract"} & set(
        every_question(sure)
    )
    assert "ci_minutes" in every_question(MEASURED)


def test_nothing_is_asked_twice_and_nothing_that_only_a_machine_knows() -> None:
    seen = every_question(MEASURED)
    assert 5 < len(seen) == len(set(seen))
    assert not MACHINES & set(seen)
    assert not set(MEASURED) & set(seen)


def test_every_question_has_words_of_its_own_that_end_as_a_question() -> None:
    settling = {one.settled_by for one in PAGES.values()} - MACHINES - {""}
    needs = {need for one in PAGES.values() for need in one.needs} - set(PAGES)
    felt = {wanted[0] for wanted in TELLS.values()}
    assert settling | needs | felt | set(GATE) | set(SATURATION[:2]) <= set(sentences())
    assert set(sentences()["symptom"].words) == set(TELLS)
    for one in sentences().values():
        assert one.asks.endswith("?") and len(one.asks) < 130, one.asks
