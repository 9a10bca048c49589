"""Do a cache and a queue share one Redis?

Why: a cache must be allowed to throw away, a queue must never lose a job. One server has one eviction policy for
both (separate database numbers do not help), so either jobs vanish or a full cache stops the queue.
What to do: run two servers: the cache with `allkeys-lru`, the broker with `noeviction`.
Source: https://redis.io/docs/latest/develop/reference/eviction/ (the policy is the server's).
"""

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Repo, Role
from checks.probes.repo.compose_roles import uses_of
from checks.probes.repo.images import KEY_VALUE, name_of

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires where variables name one server both as cache and as broker; one use alone is left alone."""
    servers = [
        (file, one)
        for file in repo.compose
        for one in file.services
        if name_of(one.image) in KEY_VALUE and file.production
    ]
    if not servers:
        return not_applicable("no Redis in a compose file")
    found = []
    for file, one in servers:
        uses = dict(uses_of(one, file.services))
        if {Role.CACHE, Role.BROKER} <= set(uses):
            found.append(
                Finding(
                    message=f"{one.name} is the cache ({uses[Role.CACHE]}) and the broker ({uses[Role.BROKER]})",
                    remedy="run a second server for the cache, with an eviction policy of its own",
                    severity=Severity.HIGH,
                    place=Place(path=file.path, line=one.line),
                )
            )
    return advise(found, examined=len(servers), note="no server is both cache and broker")
