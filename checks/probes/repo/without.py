"""What production can do without: a compose file that starts the whole application and no Redis shows that a queue or
a cache on Redis is somebody's choice, however its client is installed and used.

Only files that say everything count: an `env_file` that is not in the tree, a variable that names a Redis, or an
image that holds one leaves it open where the Redis is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.probes.repo.images import KEY_VALUE, name_of
from checks.probes.repo.processes import dockerfiles
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import ComposeFile, RepoFact, Role, State

NAMED = re.compile(r"redis|valkey|keydb|dragonfly", re.I)
EMPTY = re.compile(r"^\$\{?\w+(:?-)?\}?$")
"""`${REDIS_URL}` and `${REDIS_URL:-}`: handed on, and empty unless somebody sets it."""
ON_REDIS = frozenset(
    {"RQ", "arq", "SAQ", "Sidekiq", "Resque", "BullMQ", "Bull", "Bee-Queue", "asynq"}
)
STORES = frozenset({"Redis", "Valkey"})
SERVER = Words(b"redis", b"valkey")
APPLICATION = {Role.WEB, Role.WORKER}


def runs_without_redis(sight: Sight) -> bool:
    """A file that production runs starts the application, and nothing in it could be its Redis."""
    if any(sight.tree.holds(one, SERVER) for one in dockerfiles(sight.tree)):
        return False
    return any(_says_all(sight, one) and not any(_redis(one)) for one in _active(sight))


def unless_without(fact: RepoFact, without: bool) -> RepoFact:
    """The fact, unknown in production where it needs the Redis that production can do without."""
    needs = (fact.name == "queue" and fact.value in ON_REDIS) or (
        fact.name in {"cache", "key_value"} and fact.value in STORES
    )
    if not without or not needs or fact.state is not State.ACTIVE:
        return fact
    return replace(fact, state=State.UNKNOWN_IN_PRODUCTION)


def _active(sight: Sight) -> Iterator[ComposeFile]:
    for file in sight.compose:
        if sight.state_of(file) is State.ACTIVE and file.runs_application:
            yield file


def _says_all(sight: Sight, file: ComposeFile) -> bool:
    text = sight.tree.text(file.path) or ""
    apart = file.includes or any(one.files_unread for one in file.services)
    return not apart and not re.search(r"^[ \t]*extends\s*:", text, re.M)


def _redis(file: ComposeFile) -> Iterator[bool]:
    for one in file.services:
        yield name_of(one.image) in KEY_VALUE or NAMED.search(one.name) is not None
        yield NAMED.search(one.command) is not None
        for name, value in one.variables.items():
            yield bool(NAMED.search(f"{name} {value}")) and not EMPTY.match(value.strip())
