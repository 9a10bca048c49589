"""May a cache grow until its machine has no memory left?

Why: Redis has no limit unless `maxmemory` is set. A cache without one grows until the kernel ends a process, often
the database's; and without an eviction policy a full cache refuses writes.
What to do: start it with `--maxmemory 256mb --maxmemory-policy allkeys-lru` (or `allkeys-lfu`).
Source: https://redis.io/docs/latest/operate/oss_and_stack/management/config/ (maxmemory; zero means no limit).
"""

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Repo, Role
from checks.probes.repo.images import KEY_VALUE, name_of

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at a Redis that variables or its name call a cache; brokers and mounted configurations are left alone."""
    caches = [
        (file, one)
        for file in repo.compose
        for one in file.services
        if one.role is Role.CACHE and name_of(one.image) in KEY_VALUE and file.production
    ]
    if not caches:
        return not_applicable("no Redis of a compose file is used as a cache")
    return advise(
        (
            Finding(
                message=f"{one.name} is a cache without a memory limit",
                remedy="add --maxmemory and --maxmemory-policy allkeys-lru to its command",
                severity=Severity.MEDIUM,
                place=Place(path=file.path, line=one.line),
            )
            for file, one in caches
            if "maxmemory" not in one.command
            and not any(".conf" in volume for volume in one.volumes)
        ),
        examined=len(caches),
        note="every cache has a memory limit or a configuration file",
    )
