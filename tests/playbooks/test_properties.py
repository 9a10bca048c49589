"""What must hold of every decision, whatever the vitals."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from checks.core import Confidence, Looks, Scalar
from checks.vitals import names, unit_of
from playbooks.core import Answer, Decision
from playbooks.decide import decide
from playbooks.pages import rungs
from tests.facts import vitals
from tests.playbooks.test_profiles import BASES, PROFILES, decision_on

SITUATIONS = yaml.safe_load((Path(__file__).parent / "situations.yml").read_text())
LADDER = {one.name: one for one in rungs()}
ONE_WAY = {"shard", "services_gateway", "k8s_autoscale", "multi_region", "split_db"}
LEVELS = (
    "app_cpu", "database_cpu", "host_cpu", "iops_share", "io_wait_share", "host_io_wait", "lock_wait_share",
    "idle_in_transaction_share", "connection_demand_share", "xid_age_share", "int4_fill",
    "deferrable_share",
)  # fmt: skip
NOT_OF_MACHINES = {
    "observe", "do_nothing", "fix_config", "load_protection", "modular_monolith", "services_gateway", "consolidate",
    "multi_region", "k8s_autoscale",
}  # fmt: skip
BY_UNIT: dict[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "str": st.sampled_from(["", "redis", "app.py:8 sends mail"]),
    "ratio": st.floats(0, 12, allow_nan=False) | st.floats(0, 1),
    "ms": st.floats(0, 30_000),
    "B": st.floats(0, 2e13),
    "d": st.floats(0, 5000),
    "h": st.floats(0, 100),
}
SEEN = st.fixed_dictionaries(
    {}, optional={name: BY_UNIT.get(unit_of(name), st.floats(0, 5000)) for name in names()}
)
QUICK = settings(deadline=None, database=None, phases=(Phase.explicit, Phase.generate))
"""No shrinking: a case of eighty quantities shrinks for minutes, and its message names the rung anyway."""
RUNG_SETS = st.frozensets(st.sampled_from(sorted(LADDER)), max_size=6)


def on(seen: dict[str, Scalar], **standing: frozenset[str]) -> Decision:
    """The decision on these quantities."""
    return decide(Looks().with_(vitals(**seen)), **standing)


@settings(QUICK, max_examples=60)
@given(seen=SEEN, held=RUNG_SETS, failed=RUNG_SETS)
def test_every_decision_is_whole_and_consistent(
    seen: dict[str, Scalar], held: frozenset[str], failed: frozenset[str]
) -> None:
    decision = on(seen, held=held, failed=failed)
    assert tuple(one.rung for one in decision.verdicts) == tuple(LADDER)
    taken = {one.rung for one in decision.verdicts if one.answer is Answer.TAKE}
    assert taken == ({decision.next} - {None})
    assert not taken & failed
    assert set(decision.then) <= {
        one.rung for one in decision.verdicts if one.answer is Answer.LATER
    }
    assert decision.direction and decision.saturated_because.text
    for one in decision.verdicts:
        assert one.because and one.flips, one.rung
        if one.answer is Answer.TAKE:
            assert not one.against
        if one.rung in held - failed and not LADDER[one.rung].again:
            assert one.answer is Answer.HELD


@settings(QUICK, max_examples=60)
@given(seen=SEEN, held=RUNG_SETS)
def test_a_way_of_no_return_needs_its_signs_and_its_cheaper_rungs(
    seen: dict[str, Scalar], held: frozenset[str]
) -> None:
    decision = on(seen, held=held)
    for name in ONE_WAY & {decision.next}:
        verdict = decision.verdict(name)
        assert len([one for one in verdict.because if one.check]) >= LADDER[name].gate
        assert not verdict.against


@settings(QUICK, max_examples=40)
@given(
    seen=SEEN,
    small=st.fixed_dictionaries(
        {
            "database_bytes": st.floats(0, 9e11),
            "database_cores": st.floats(1, 64),
            "largest_machine": st.just(False),
        }
    ),
)
def test_a_small_system_never_divides_its_data(
    seen: dict[str, Scalar], small: dict[str, Scalar]
) -> None:
    assert on({**seen, **small}).next not in {"shard", "split_db"}


@settings(QUICK, max_examples=60)
@given(seen=SEEN, use=st.floats(0, 0.29), connections=st.floats(0, 0.2))
def test_with_room_everywhere_no_rung_for_machines_is_taken(
    seen: dict[str, Scalar], use: float, connections: float
) -> None:
    roomy: dict[str, Scalar] = {
        **dict.fromkeys(LEVELS, min(use, 0.1)), "host_cpu": use, "app_cpu": use, "database_cpu": use,
        "active_sessions": use, "database_cores": 4.0, "pool_wait_ms": 0.0, "p95_ms": 40.0,
        "p50_ms": 10.0, "database_ms_per_request": 4.0, "processor_ms_per_request": 4.0,
        "connections_used": 100 * connections, "max_connections": 100.0, "incident": False,
        "disk_runway_days": 4000.0, "launch_load_factor": 1.0, "burst_balance": 1.0,
        "throughput_share": 0.1, "pooler_max_wait_s": 0.0, "oldest_job_s": 1.0, "job_deadline_s": 60.0,
        "job_arrivals_per_second": 1.0, "job_completions_per_second": 2.0, "time_decay": False,
        "retention_behind": False, "instances": 2.0, "restore_hours": 0.1, "rto_hours": 2.0,
        "p95_target_ms": 100.0, "network_share": 0.1, "database_cores_busy": use, "wal_bytes_per_second": 0.0,
        "app_memory_share": 0.1, "growth_per_year": 1.0,
    }  # fmt: skip
    assert on({**seen, **roomy}).next in NOT_OF_MACHINES | {None}


@pytest.mark.parametrize("situation", sorted(SITUATIONS))
@pytest.mark.parametrize("factor", [0.5, 0.2, 0.05])
def test_headroom_on_everything_never_takes_a_dearer_rung(situation: str, factor: float) -> None:
    seen = SITUATIONS[situation]
    more = {**seen, **{name: seen[name] * factor for name in LEVELS if name in seen}}
    before, after = on(seen).next, on(more).next
    assert cost(after) <= max(cost(before), 0)


def cost(rung: str | None) -> int:
    """The cost class of a step; none costs nothing."""
    return LADDER[rung].cost if rung else 0


IRRELEVANT: dict[str, Scalar] = {
    "statement_window_s": 900.0, "load_tested": True, "ci_minutes": 3, "committers": 4,
    "shard_key_share": 0.4, "biggest_tenant_share": 0.05, "peak_to_trough": 1.4, "xid_age_share": 0.04,
    "isolation_needed": False, "static_byte_share": 0.01, "rto_hours": 24, "int4_fill": 0.2,
}  # fmt: skip


@pytest.mark.parametrize("situation", sorted(set(SITUATIONS) - {"nothing"}))
@pytest.mark.parametrize("name", sorted(IRRELEVANT))
def test_an_irrelevant_fact_changes_nothing(situation: str, name: str) -> None:
    before = on(SITUATIONS[situation])
    after = on({name: IRRELEVANT[name], **SITUATIONS[situation]})
    assert (before.next, before.then, before.saturated) == (after.next, after.then, after.saturated)


@settings(QUICK, max_examples=30)
@given(seen=SEEN)
def test_the_same_facts_give_the_same_answer(seen: dict[str, Scalar]) -> None:
    backwards = dict(reversed(list(seen.items())))
    assert on(seen) == on(backwards)


@settings(QUICK, max_examples=30)
@given(seen=SEEN)
def test_every_number_in_a_promise_comes_from_a_fact(seen: dict[str, Scalar]) -> None:
    for one in on(seen).verdicts:
        if one.predicts is not None:
            assert one.predicts.before == pytest.approx(float(seen[one.predicts.vital]), rel=1e-5)
            assert 0 <= one.predicts.low <= one.predicts.high


def test_a_guess_of_low_confidence_is_no_sign_for_a_way_of_no_return() -> None:
    held = frozenset({"query_index", "cache_shared", "partition", "split_db"})
    seen = vitals(**SITUATIONS["summit"])
    assert decide(Looks().with_(seen), held=held).next == "shard"
    doubtful = seen.with_facts(*(replace(one, confidence=Confidence.LOW) for one in seen.known()))
    assert decide(Looks().with_(doubtful), held=held).next is None


FULLNESS = (
    *LEVELS, "throughput_share", "pool_wait_ms", "pooler_max_wait_s", "active_sessions", "connections_used",
    "oldest_job_s", "job_arrivals_per_second", "p95_ms", "restore_hours", "launch_load_factor", "growth_per_year",
    "cache_memory_share", "network_share", "app_memory_share", "jobs_waiting", "replica_lag_s", "metrics_query_share",
)  # fmt: skip
"""What falls when every resource gets more room at the same load."""


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: str(one["says"]))
@pytest.mark.parametrize("factor", [0.7, 0.3])
def test_more_room_on_everything_at_once_never_asks_for_a_dearer_rung(
    profile: dict[str, Any], factor: float
) -> None:
    before = decision_on(profile, {})
    seen = {**BASES[profile["from"]], **profile["vitals"]} if "vitals" in profile else {}
    roomier = {
        one: seen[one] * factor for one in FULLNESS if isinstance(seen.get(one), int | float)
    }
    after = decision_on(profile, {"change": {**roomier, "incident": False, "error_share": 0.0}})
    assert cost(after.next) <= max(cost(before.next), LADDER["fix_config"].cost)


NOISE: dict[str, Scalar] = {
    "statement_window_s": 900.0, "job_p99_s": 0.5, "retry_layers": 1, "timeouts_set": True,
    "ttl_jitter": True, "cache_eviction": "allkeys-lru", "redis_shared": False, "ack_timeout_s": 600,
}  # fmt: skip
"""Settings that are right: they ask for nothing and forbid nothing."""


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: str(one["says"]))
def test_settings_that_are_right_change_no_answer(profile: dict[str, Any]) -> None:
    known = profile.get("vitals", {})
    noise = {name: value for name, value in NOISE.items() if name not in known}
    before, after = decision_on(profile, {}), decision_on(profile, {"change": noise})
    assert (before.next, before.then, before.saturated) == (after.next, after.then, after.saturated)
    loud = {
        one.rung: (one.answer, two.answer)
        for one, two in zip(before.verdicts, after.verdicts, strict=True)
        if one.answer is not two.answer and Answer.MEASURE not in {one.answer, two.answer}
    }
    assert not loud
