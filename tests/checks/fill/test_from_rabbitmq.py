"""A queue in use, what arrives and what is done, the oldest job; and what the ladder says to it."""

from dataclasses import replace
from typing import Any

from checks.core import Confidence, Looks
from checks.engine import examine
from checks.fill import fill
from checks.probes.rabbitmq import Queue
from checks.vitals import Vitals
from playbooks.core import Answer
from playbooks.decide import decide
from tests.checks.rabbitmq.small import DEAD, NOW, REPLIES, queue, rabbit
from tests.facts import vitals as told

HEALTHY = told(
    statement_stats=True, routes_measured=True, app_cpu=0.2, database_cpu=0.15, host_cpu=0.3, p50_ms=20, p95_ms=90,
    p95_target_ms=300, error_share=0.0, requests_per_second=30, database_ms_per_request=6,
)  # fmt: skip


def vitals(*queues: Queue, **changes: Any) -> Vitals:
    return fill(Looks().with_(rabbit(*queues, **changes)))


def test_the_queue_whose_backlog_grew_most() -> None:
    found = vitals(queue(), queue("mail", published=900, done=300, consumers=1))
    assert found.queue is not None and found.queue.value == "RabbitMQ 3.10.8"
    arrivals = found.job_arrivals_per_second
    assert arrivals is not None and (arrivals.value, arrivals.where) == (30, "/api/queues: mail")
    assert (found.number("job_completions_per_second"), found.number("queue_consumers")) == (10, 1)
    assert (arrivals.window, arrivals.confidence) == ("last 30 s", Confidence.HIGH)
    short = vitals(window_s=3.0).job_arrivals_per_second
    assert short is not None and short.confidence is Confidence.MEDIUM


def test_the_oldest_head() -> None:
    found = vitals(queue(head_at=NOW - 5), queue("mail", head_at=NOW - 600))
    assert found.oldest_job_s is not None and found.oldest_job_s.value == 600
    assert found.oldest_job_s.where.endswith("head of mail")


def test_what_is_not_known_is_not_filled() -> None:
    assert vitals(window_s=None).job_arrivals_per_second is None
    assert vitals(queue(published=3, done=1)).job_arrivals_per_second is None
    assert vitals().oldest_job_s is None
    assert vitals(queue(ready=0, head_at=NOW - 600)).oldest_job_s is None
    assert list(vitals(DEAD, REPLIES).known()) == []
    assert list(vitals(replace(DEAD, head_at=1.0)).known()) == []


def test_the_ladder_hears_of_a_queue_that_grows() -> None:
    def said(*queues: Queue) -> tuple[str, Answer, str | None]:
        looks = Looks().with_(HEALTHY, rabbit(*queues))
        looks = looks.with_(fill(looks))
        decision = decide(looks)
        check = examine(looks, ["limits.queue_age"])["limits.queue_age"].report
        return str(check.outcome), decision.verdict("do_nothing").answer, decision.next

    assert said(queue(published=900, done=300)) == ("problem", Answer.VETOED, "fix_config")
    outcome, leave, chosen = said(queue())
    assert outcome != "problem" and leave is Answer.TAKE and chosen == "do_nothing"
