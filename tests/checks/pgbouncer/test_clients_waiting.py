"""The pooler's queue."""

from checks.core import Outcome, Reason, Report, Severity
from checks.pgbouncer.clients_waiting import check
from checks.probes.pgbouncer import Pool
from tests.checks.postgres.small import fires, not_looked_at, pgbouncer, pool, quiet


def run(*pools: Pool) -> Report:
    return check(pgbouncer(pools=pools))


def test_fires_from_a_second_and_fifteen_are_high() -> None:
    report = run(pool(clients_waiting=7.0, longest_wait_s=2.5), pool(user="other"))
    words = fires(report)
    assert (
        "pool shop/app: 7 clients wait for one of 10 server sessions, the oldest for 2.5 s" in words
    )
    assert report.findings[0].severity is Severity.MEDIUM and report.examined == 2
    assert run(pool(longest_wait_s=15.0)).findings[0].severity is Severity.HIGH


def test_fires_for_twenty_waiting() -> None:
    fires(run(pool(clients_waiting=20.0, longest_wait_s=0.3)))


def test_leaves_a_short_queue_alone() -> None:
    assert quiet(run(pool(clients_waiting=3.0, longest_wait_s=0.2)))


def test_no_pool_yet_a_missing_part_and_not_looked_at() -> None:
    assert run().reason is Reason.INSUFFICIENT
    assert check(pgbouncer(pools=None)).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"pools": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.clients_waiting").outcome is Outcome.UNKNOWN
