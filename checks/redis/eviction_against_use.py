"""Does the eviction policy fit what this Redis is used for?

Why: a cache must be allowed to throw away, a queue must never lose a job, sessions should not vanish before their
time. One server has one policy for all of its databases: with `allkeys-*` a full server removes jobs, with
`noeviction` a full cache refuses writes, and `volatile-*` with keys that never expire acts like `noeviction`.
What to do: a server of its own for the cache, with `maxmemory` and `allkeys-lru`; `noeviction` for queue and
sessions.
Source: https://redis.io/docs/latest/develop/reference/eviction/; Slack's outage of 2017 (a full Redis could not
even be drained). What it is used for is read from keys, commands and expiry, or else from the project's files.
"""

from collections.abc import Iterator

from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.live import answer, few, finding, percent, seen, unread
from checks.probes.redis import Redis
from checks.probes.repo import Repo, State
from checks.redis._use import Use, uses

ADVICE = True
FULL = 0.9
"""Share of `maxmemory` from which it is about to happen (awesome-prometheus-alerts warns there)."""
BROKERS = {"Redis", "Valkey"}
NEVER, MANY = 0.05, 100
"""Fewer than one key in twenty of at least so many expires: `volatile-*` finds next to nothing to evict."""


def check(redis: Redis, repo: Repo) -> Report:
    """Fires where the policy would hurt the use that is seen; a server without a limit never evicts."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    policy = redis.words.get("maxmemory_policy", "")
    if not redis.number("maxmemory"):
        return not_applicable("without maxmemory nothing is ever evicted")
    seen_uses = uses(redis)
    used = seen_uses or _from_files(repo)
    if not used or not policy:
        return few("what it is used for cannot be seen: no telling keys, commands or expiry")
    sure = Confidence.HIGH if seen_uses else Confidence.MEDIUM
    return answer(
        _findings(redis, policy, used, sure),
        examined=len(used),
        note=f"{policy} fits {' and '.join(used)}",
    )


def _from_files(repo: Repo) -> dict[Use, str]:
    found: dict[Use, str] = {}
    for name, use in (("broker", Use.QUEUE), ("cache", Use.CACHE)):
        facts = [one for one in repo.facts(name) if one.state is State.ACTIVE]
        if facts and len(facts) == 1 and str(facts[0].value) in BROKERS:
            found[use] = f"{facts[0].place or 'the project'} says so"
    return found


def _findings(
    redis: Redis, policy: str, used: dict[Use, str], sure: Confidence
) -> Iterator[Finding]:
    share = redis.number("used_memory") / redis.number("maxmemory")
    facts = (
        seen("maxmemory_policy", policy, "str", "INFO memory"),
        seen("used_of_maxmemory", share, "ratio", "INFO memory"),
    )
    near = Severity.HIGH if share >= FULL else Severity.MEDIUM
    evicting = redis.number("evicted_keys") > 0
    if Use.QUEUE in used and policy.startswith("allkeys"):
        yield finding(
            f"{policy} lets a full server remove jobs ({used[Use.QUEUE]}), {percent(share)} of maxmemory is used",
            "give the queue a server of its own with `maxmemory-policy noeviction`",
            *facts,
            severity=Severity.CRITICAL if evicting else near,
            confidence=sure,
        )
    elif Use.SESSIONS in used and policy != "noeviction" and (evicting or share >= FULL):
        yield finding(
            f"{policy} logs users out when memory is short ({used[Use.SESSIONS]}), {percent(share)} is used",
            "give the sessions a server of their own with `maxmemory-policy noeviction`, or more memory",
            *facts,
            confidence=sure,
        )
    if Use.CACHE in used and Use.QUEUE not in used and _never_evicts(redis, policy):
        yield finding(
            f"with {policy} a full cache refuses writes ({used[Use.CACHE]}), {percent(share)} of maxmemory is used",
            "CONFIG SET maxmemory-policy allkeys-lru, and write it into the configuration",
            *facts,
            severity=near,
            confidence=sure,
        )
    if Use.CACHE in used and Use.QUEUE in used:
        yield finding(
            f"one server is queue ({used[Use.QUEUE]}) and cache ({used[Use.CACHE]}), and no policy fits both",
            "run a second server for the cache; separate database numbers do not help",
            *facts,
            confidence=sure,
        )


def _never_evicts(redis: Redis, policy: str) -> bool:
    keys, expiring = redis.number("keys"), redis.number("expiring_keys")
    unexpiring = keys >= MANY and expiring < NEVER * keys
    return policy == "noeviction" or (policy.startswith("volatile") and unexpiring)
