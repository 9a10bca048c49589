"""The first hours: every step is asked for by something that was seen, can be taken back, and fits into a day."""

import pytest

from checks.core import Looks, Scalar
from playbooks import crisis
from playbooks.crisis import Action
from playbooks.decide import decide
from tests.facts import vitals

DROWNING: dict[str, Scalar] = {"incident": True, "database_cpu": 0.97, "app_cpu": 0.2, "statement_stats": True,
                               "routes_measured": True}  # fmt: skip


def steps(**facts: Scalar) -> tuple[Action, ...]:
    known = vitals(**{**DROWNING, **facts})
    return crisis.plan(known, decide(Looks().with_(known)))


def rungs(**facts: Scalar) -> list[str]:
    return [one.rung for one in steps(**facts) if one.rung]


def test_the_change_before_it_is_looked_at_first() -> None:
    assert steps()[0].do.startswith("freeze deploys")


@pytest.mark.parametrize(
    ("facts", "rung", "word"),
    [
        ({"error_share": 0.2}, "load_protection", "20 % of requests fail"),
        ({"disk_runway_days": 2}, "fix_config", "the disk is full in 2 days"),
        ({"xid_age_share": 0.95}, "fix_config", "transaction age is 95 %"),
        (
            {"connections_used": 95, "max_connections": 100, "idle_in_transaction_share": 0.6},
            "fix_config",
            "idle inside a transaction",
        ),
        (
            {"connections_used": 95, "max_connections": 100, "idle_share": 0.8},
            "pool",
            "most are idle",
        ),
        (
            {"symptom": "too_many_clients", "idle_in_transaction_share": 0.6},
            "fix_config",
            "sessions are refused, many idle inside a transaction",
        ),
        ({"symptom": "too_many_clients"}, "", "tells them apart"),
        ({"symptom": "disk_full"}, "", "tells them apart"),
        ({"lock_wait_share": 0.6, "active_sessions": 20, "database_cores": 8}, "fix_config", ""),
        ({"indexable_share": 0.6}, "query_index", "missing index"),
        ({"top_statement_share": 0.5}, "query_index", "one statement owns 50 %"),
        ({"cacheable_share": 0.7}, "cdn", "anonymous and identical"),
        ({"deferrable_share": 0.4}, "async_queue", "nobody waits for"),
        ({}, "", "database"),
    ],
)
def test_what_was_seen_asks_for_its_step(facts: dict[str, Scalar], rung: str, word: str) -> None:
    found = [one for one in steps(**facts) if not rung or one.rung == rung]
    assert any(word in one.why for one in found), [one.why for one in found]


@pytest.mark.parametrize(
    ("facts", "rung"),
    [
        ({"error_share": 0.0}, "load_protection"),
        ({"disk_runway_days": 90}, "fix_config"),
        ({"xid_age_share": 0.2}, "fix_config"),
        ({"connections_used": 20, "max_connections": 100, "idle_share": 0.9}, "pool"),
        ({"connections_used": 95, "max_connections": 100, "idle_share": 0.9, "pooler": "PgBouncer"}, "pool"),
        ({"indexable_share": 0.05, "top_statement_share": 0.1}, "query_index"),
        ({"cacheable_share": 0.7, "staleness_ok_s": 0}, "cdn"),
        ({"cacheable_share": 0.05}, "cdn"),
        ({"deferrable_share": 0.02}, "async_queue"),
    ],
)  # fmt: skip
def test_what_was_not_seen_asks_for_nothing(facts: dict[str, Scalar], rung: str) -> None:
    assert rung not in rungs(**facts)


def test_a_larger_machine_comes_late_and_not_where_there_is_none() -> None:
    bought = [one.do for one in steps() if "next larger class" in one.do]
    assert len(bought) == 1
    assert not any("next larger class" in one.do for one in steps(largest_machine=True))


def test_everything_can_be_taken_back_within_a_day_and_nothing_is_one_way() -> None:
    everything = steps(error_share=0.2, disk_runway_days=2, indexable_share=0.6, cacheable_share=0.7,
                       deferrable_share=0.4, connections_used=95, max_connections=100, idle_share=0.8)  # fmt: skip
    assert all(one.hours <= 24 and one.undo for one in everything)
    assert not {"shard", "services_gateway", "k8s_autoscale", "split_db", "multi_region"} & {
        one.rung for one in everything
    }
