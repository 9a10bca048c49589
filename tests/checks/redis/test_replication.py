"""Broken links, silent replicas, whole copies."""

from checks.core import Severity
from checks.probes.redis import Replica
from checks.redis.replication import check
from tests.checks.redis.small import MIB, redis
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure

WELL = Replica(state="online", lag_s=1.0, behind_bytes=0.0)


def test_a_replica_that_lost_its_primary() -> None:
    one = redis(
        {"master_link_down_since_seconds": 42.0}, {"master_link_status": "down"}, role="slave"
    )
    report = check(one)
    assert "lost its primary for 42 s" in fires(report)
    assert report.findings[0].severity is Severity.HIGH


def test_a_silent_replica_and_one_that_is_being_copied() -> None:
    silent = Replica(state="online", lag_s=30.0, behind_bytes=5.0 * MIB)
    assert "30 s since its last word, 5 MiB behind" in fires(check(redis(replicas=(WELL, silent))))
    copied = Replica(state="send_bulk", lag_s=0.0, behind_bytes=0.0)
    assert "send_bulk" in fires(check(redis(replicas=(copied,))))


def test_whole_copies_while_it_was_watched() -> None:
    one = redis({"sync_partial_err": 2.0, "sync_full": 2.0}, replicas=(WELL,))
    assert "backlog of 1 MiB does not reach" in fires(check(one))


def test_leaves_replicas_that_follow_alone() -> None:
    report = check(redis(replicas=(WELL, WELL)))
    assert quiet(report) and report.examined == 2


def test_leaves_a_connected_replica_alone() -> None:
    assert quiet(check(redis(words={"master_link_status": "up"}, role="slave")))


def test_leaves_the_first_copy_and_old_ones_alone() -> None:
    assert quiet(check(redis({"sync_full": 1.0, "sync_partial_err": 0.0}, replicas=(WELL,))))
    old = redis({"sync_full": 9.0, "sync_partial_err": 9.0}, replicas=(WELL,), window_s=None)
    assert quiet(check(old))


def test_leaves_a_lone_server_alone() -> None:
    assert spared(check(redis()))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.replication")
