"""The story of the demo and the words of a decision, from the ladder's own rules."""

from dataclasses import replace
from pathlib import Path

import yaml

from checks.core import Confidence, Looks, Scalar
from checks.vitals import told
from playbooks.core import Answer, Ask, Decision, Resource
from playbooks.decide import decide, in_use
from tests.facts import vitals

SITUATIONS = yaml.safe_load((Path(__file__).parent / "situations.yml").read_text())


def on(situation: str, *, held: str = "", failed: str = "", **change: Scalar) -> Decision:
    """The decision on a situation with a change."""
    return decide(
        Looks().with_(vitals(**{**SITUATIONS[situation], **change})),
        held=frozenset(held.split()),
        failed=frozenset(failed.split()),
    )


def test_with_nothing_measured_it_says_so_and_asks_for_the_number_that_decides() -> None:
    decision = decide(Looks())
    assert decision.next == "observe"
    assert decision.saturated is Resource.UNKNOWN
    assert decision.saturated_because.text.startswith("nothing has measured the processor use")
    assert decision.ask == Ask(vital="indexable_share", command="rung assess --database-url URL")
    answers = {one.answer for one in decision.verdicts if one.rung != "observe"}
    assert answers <= {Answer.MEASURE, Answer.NOT_NEEDED, Answer.VETOED}
    assert decision.then == ()


def test_the_story_of_the_demo_follows_from_its_measurements() -> None:
    assert on("drowning", statement_stats=False, routes_measured=False).next == "observe"
    assert on("drowning", held="observe").next == "query_index"
    assert on("indexed", held="observe query_index").next == "pool"
    assert on("pooled", held="observe query_index pool").next == "cache_shared"
    assert on("pooled", held="observe query_index pool cache_shared").next == "scale_app"


def test_a_failed_rung_is_not_taken_again_and_nothing_is_built_upon_it() -> None:
    decision = on("drowning", held="observe", failed="query_index")
    assert decision.next is None
    assert decision.verdict("query_index").answer is Answer.VETOED
    assert decision.verdict("cache_shared").answer is Answer.LATER
    assert "tried" in decision.verdict("query_index").because[0].text


def test_the_index_promises_a_fifth_where_the_share_is_too_high_to_extrapolate() -> None:
    promise = on("drowning").verdict("query_index").predicts
    assert promise is not None
    assert (promise.vital, promise.before, promise.high) == ("database_ms_per_request", 300, 60)
    assert promise.kept(59.0) and promise.kept(1.0) and not promise.kept(61.0)


def test_the_pool_and_the_cache_promise_what_was_measured() -> None:
    pool = on("indexed", held="query_index").verdict("pool").predicts
    assert pool is not None and pool.vital == "processor_ms_per_request"
    assert pool.kept(8.6 * 0.7) and not pool.kept(8.6 * 0.9)
    assert pool.exceeded(8.6 * 0.1) and not pool.exceeded(8.6 * 0.7)
    cache = on("pooled", held="query_index pool").verdict("cache_shared").predicts
    assert cache is not None and cache.vital == "database_calls_per_request"
    assert cache.kept(25 * 0.6) and not cache.kept(25 * 0.9)


def test_a_pool_without_a_known_cost_of_sessions_promises_fewer_sessions() -> None:
    seen = {
        name: one for name, one in SITUATIONS["indexed"].items() if name != "session_cost_share"
    }
    promise = decide(Looks().with_(vitals(**seen))).verdict("pool").predicts
    assert promise is not None
    assert (promise.vital, promise.before, promise.high) == ("sessions_per_request", 1.0, 0.2)


def test_what_is_held_still_says_what_is_left_to_do_by_hand() -> None:
    words = [one.text for one in on("indexed", held="query_index").verdict("query_index").because]
    assert any("N+1" in one for one in words)


def test_the_demo_never_leads_to_the_heights() -> None:
    heights = ("shard", "services_gateway", "k8s_autoscale", "multi_region", "split_db")
    for situation in ("nothing", "drowning", "indexed", "pooled", "healthy"):
        decision = on(situation)
        for rung in heights:
            assert decision.verdict(rung).answer is Answer.VETOED, (situation, rung)
            assert decision.verdict(rung).because[0].text


def test_what_the_project_has_taken_by_itself_is_held() -> None:
    taken = in_use(
        vitals(pooler="pgbouncer", cache="redis", queue="celery", replicas=2, instances=3)
    )
    assert taken == {"pool", "cache_shared", "async_queue", "read_replica", "scale_app"}
    assert in_use(vitals(pooler="none", cache="", replicas=0, instances=1)) == frozenset()


def test_the_direction_says_vertical_or_horizontal_and_the_room_that_is_left() -> None:
    assert on("busy").direction.startswith("vertical: ")
    assert "8 of 128 cores (16 times)" in on("busy").direction
    assert on("pooled", held="query_index pool cache_shared").direction.startswith("horizontal: ")
    assert on("drowning").direction.startswith("neither: query_index takes load away")
    assert "database_cores was not measured" in on("nothing").direction
    assert "no headroom left" in on("summit").direction


def test_the_one_question_is_asked_where_it_decides() -> None:
    assert on("nothing", statement_stats=True).ask == Ask(
        vital="routes_measured", command="rung assess --metrics-url URL"
    )
    unseen = on("nothing", statement_stats=True, routes_measured=True, database_cpu=0.2)
    assert unseen.ask == Ask(vital="app_cpu", command="rung assess --tell app_cpu=VALUE")
    assert on("busy").ask is None


def test_an_incident_takes_protection_first_and_measures_beside_it() -> None:
    decision = on("nothing", incident=True)
    assert decision.next == "load_protection"
    assert decision.then[0] == "observe"


def test_every_flip_names_a_number_or_a_word_that_flips() -> None:
    decision = on("drowning")
    assert "indexable_share of 0.1" in decision.verdict("query_index").flips
    assert "3 more of these signs" in decision.verdict("shard").flips
    assert "repeat_share of 0.3" in decision.verdict("cache_shared").flips


def test_a_loop_over_rows_promises_fewer_calls_where_no_index_is_missing() -> None:
    decision = on("pooled")
    assert decision.next == "query_index"
    promise = decision.verdict("query_index").predicts
    assert promise is not None and promise.vital == "repeated_calls_per_request"


def test_little_evidence_is_called_so() -> None:
    doubtful = replace(told("indexable_share", 0.9), confidence=Confidence.LOW)
    seen = vitals(**SITUATIONS["drowning"]).with_facts(doubtful)
    words = [one.text for one in decide(Looks().with_(seen)).verdict("query_index").because]
    assert words[0].endswith("(of low confidence)")
    assert not words[1].endswith("(of low confidence)")
