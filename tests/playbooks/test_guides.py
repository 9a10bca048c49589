"""Choices ask only what decides, and one answer changed changes the choice."""

from collections.abc import Mapping

import pytest

from checks.core import Scalar
from playbooks.guides import FOLDER, Guide, decided, guides, parse
from playbooks.pages import rungs

QUEUE = (FOLDER / "queue.yml").read_text(encoding="utf-8")

FAST: dict[str, Scalar] = {"several_readers": False, "jobs_per_second": 9000, "database_use": 0.9}
GOOD: dict[str, Scalar] = {"index_missing": 0.0, "one_statement": 0.1}
ROWS: dict[str, Scalar] = {"time_series": False, "key_value": False}


def taken(name: str, **answers: Scalar) -> str:
    """What is taken; "?key" while that question is open."""
    found = decided(guides()[name], answers)
    return found.rule.take if found.rule else f"?{found.ask.key if found.ask else ''}"


@pytest.mark.parametrize(
    ("answers", "start"),
    [
        ({}, "?several_readers"),
        ({"several_readers": False}, "?jobs_per_second"),
        ({"several_readers": True}, "?runs_brokers"),
        ({"several_readers": True, "runs_brokers": True}, "Kafka"),
        ({"several_readers": True, "runs_brokers": False}, "?own_machines"),
        ({"several_readers": True, "runs_brokers": False, "own_machines": True}, "NATS JetStream"),
        ({"several_readers": True, "runs_brokers": False, "own_machines": False}, "a log that the provider"),
        ({"several_readers": False, "jobs_per_second": 200}, "?database_use"),
        ({"several_readers": False, "jobs_per_second": 200, "database_use": 0.3}, "the database"),
        ({"several_readers": False, "jobs_per_second": 9000}, "?on_aws"),
        ({"several_readers": False, "jobs_per_second": 9000, "on_aws": True}, "?order_by_key"),
        ({**FAST, "on_aws": True, "order_by_key": True}, "SQS FIFO"),
        ({**FAST, "on_aws": True, "order_by_key": False}, "SQS standard"),
        ({"several_readers": False, "jobs_per_second": 9000, "on_aws": False}, "?routing"),
        ({"several_readers": False, "jobs_per_second": 9000, "on_aws": False, "routing": True}, "RabbitMQ"),
        ({**FAST, "on_aws": False, "routing": False, "redis_there": True}, "Redis"),
        ({**FAST, "on_aws": False, "routing": False, "redis_there": False}, "RabbitMQ"),
    ],
)  # fmt: skip
def test_queue(answers: Mapping[str, Scalar], start: str) -> None:
    assert taken("queue", **answers).startswith(start)


def test_one_reader_never_gets_a_log_for_fast_jobs() -> None:
    for rate in (1, 1000, 10**6):
        for runs in (True, False):
            said = taken("queue", several_readers=False, runs_brokers=runs, own_machines=True, jobs_per_second=rate,
                         database_use=0.9, on_aws=False, order_by_key=True, routing=False,
                         redis_there=False)  # fmt: skip
            assert not {"Kafka", "NATS", "log"} & set(said.split())


@pytest.mark.parametrize(
    ("name", "answers", "start"),
    [
        ("reads", {"index_missing": 0.4}, "query_index"),
        ("reads", {**GOOD, "stale_seconds": 0}, "none of them"),
        ("reads", {**GOOD, "stale_seconds": 9, "public_share": 0.6}, "cdn"),
        ("reads", {**GOOD, "stale_seconds": 9, "public_share": 0.1,
                   "small_reads": 0.0, "repeats": 0.1, "reads": 0.9}, "read_replica"),
        ("reads", {**GOOD, "stale_seconds": 9, "public_share": 0.1,
                   "small_reads": 0.0, "repeats": 0.1, "reads": 0.4}, "none of them: writes"),
        ("sharding", {"time_series": True}, "partitions"),
        ("sharding", {**ROWS, "mysql": True}, "?key_share"),
        ("sharding", {**ROWS, "mysql": True, "key_share": 0.6}, "nothing yet"),
        ("sharding", {**ROWS, "mysql": True, "key_share": 0.99}, "Vitess"),
        ("sharding", {**ROWS, "mysql": False, "key_share": 0.8}, "nothing yet"),
        ("sharding", {**ROWS, "mysql": False, "key_share": 0.99, "extensions": True}, "Citus"),
        ("pooling", {"idle_in_transaction": 0.5}, "no pooler"),
        ("pooling", {"idle_in_transaction": 0.0, "short_lived": False, "instances": 2}, "a sized pool"),
        ("pooling", {"idle_in_transaction": 0.0, "short_lived": False, "instances": 20,
                     "session_features": True}, "PgBouncer in session"),
        ("gateway", {"serverless": False, "quotas_across_teams": False, "upstreams": 2}, "the balancer"),
        ("gateway", {"serverless": False, "quotas_across_teams": True, "kubernetes": False}, "Kong"),
    ],
)  # fmt: skip
def test_the_other_choices(name: str, answers: Mapping[str, Scalar], start: str) -> None:
    assert taken(name, **answers).startswith(start)


@pytest.mark.parametrize("guide", guides().values(), ids=lambda one: str(one.name))
def test_a_guide_belongs_to_a_rung_and_ends(guide: Guide) -> None:
    assert guide.rung in {one.name for one in rungs()}
    for rule in guide.rules:
        assert rule.why and rule.limits and rule.source
    answers: dict[str, Scalar] = {}
    for _ in guide.questions:
        found = decided(guide, answers)
        if found.ask is None:
            break
        answers[found.ask.key] = False if found.ask.kind == "bool" else 0.0
    assert decided(guide, answers).rule is not None


def test_what_is_asked_could_still_decide() -> None:
    asked = decided(guides()["queue"], {"several_readers": False}).ask
    assert asked is not None and asked.key != "runs_brokers"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title:", "titel:", "keys"),
        ("kind: number", "kind: numbr", "kind of jobs_per_second"),
        ("vital: database_cpu", "vital: database_cpus", "vital of database_use"),
        ("routing: true", "routes: true", "a rule asks what is no question"),
        ('"<= 1000"', '"at most 1000"', "is compared with"),
        ("when: {}", "when: {routing: true}", "the last rule has a condition"),
    ],
)  # fmt: skip
def test_a_malformed_guide_is_refused(old: str, new: str, fault: str) -> None:
    assert old in QUEUE
    with pytest.raises(ValueError, match=fault):
        parse("queue", QUEUE.replace(old, new))
