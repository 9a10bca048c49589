"""Do Redis' replicas follow?

Why: a replica that lost its primary serves what was true then, and a failover to it loses the rest. A backlog that
is too small turns every short break into a whole copy.
What to do: see the log of both; raise `repl-backlog-size` to what is written during the longest break.
Source: https://redis.io/docs/latest/operate/oss_and_stack/management/replication/; replicas acknowledge every
second, ten seconds without is `repl-ping-replica-period`'s default; a backlog of one megabyte is Redis' own
default.
"""

from collections.abc import Iterator

from checks.core import Finding, Report, Severity, not_applicable
from checks.fill.fact import window
from checks.live import answer, count, finding, seen, size, unread
from checks.probes.redis import Redis

ADVICE = True
SILENT_S = 10.0


def check(redis: Redis) -> Report:
    """Fires at a broken link, a replica that is not online or silent for ten seconds, and at whole copies."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    follows = redis.role in {"slave", "replica"}
    if not follows and not redis.replicas:
        return not_applicable("nothing is replicated")
    found = [*_link(redis), *_replicas(redis), *_copies(redis)]
    return answer(found, examined=len(redis.replicas) + follows, note="replicas follow")


def _link(redis: Redis) -> Iterator[Finding]:
    if redis.words.get("master_link_status", "up") != "up":
        down = redis.number("master_link_down_since_seconds")
        yield finding(
            f"this replica has lost its primary {f'for {count(down)} s' if down > 0 else 'or never had it'}",
            "see both logs: network, password (masterauth), or a primary that is gone",
            seen(
                "master_link_status", redis.words["master_link_status"], "str", "INFO replication"
            ),
            severity=Severity.HIGH,
        )


def _replicas(redis: Redis) -> Iterator[Finding]:
    for one in redis.replicas:
        if one.state == "online" and one.lag_s < SILENT_S:
            continue
        yield finding(
            f"a replica is {one.state or 'in no known state'}, {one.lag_s:.0f} s since its last word,"
            f" {size(one.behind_bytes)} behind",
            "see its log; a replica in a loop of whole copies needs a larger repl-backlog-size",
            seen("replica_lag", one.lag_s, "s", "INFO replication"),
            seen("replica_behind", one.behind_bytes, "B", "INFO replication"),
            severity=Severity.HIGH if one.state == "online" else Severity.MEDIUM,
        )


def _copies(redis: Redis) -> Iterator[Finding]:
    """Whole copies while we watched because the backlog did not reach back far enough."""
    refused = redis.number("sync_partial_err") if redis.window_s is not None else 0.0
    if refused and redis.number("sync_full"):
        yield finding(
            f"{count(refused)} replicas came back and had to take a whole copy: the backlog of"
            f" {size(redis.number('repl_backlog_size'))} does not reach back far enough",
            "raise repl-backlog-size to what is written during the longest break",
            seen("sync_partial_err", refused, "1", "INFO stats", window(redis.window_s)),
            seen("repl_backlog_size", redis.number("repl_backlog_size"), "B", "INFO replication"),
        )
