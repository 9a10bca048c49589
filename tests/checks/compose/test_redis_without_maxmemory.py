"""May a cache grow until its machine has no memory left?"""

from collections.abc import Callable

from checks.compose.redis_without_maxmemory import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


APP = "services:\n  web:\n    build: .\n    ports: ['80:80']\n    environment:\n      CACHE_URL: redis://store\n"
STORE = "  store:\n    image: redis:7\n"


def test_fires_at_a_cache_without_a_limit(repo_of: Laid) -> None:
    assert [str(one.place) for one in check(repo_of({"compose.yaml": APP + STORE})).findings] == [
        "compose.yaml:7"
    ]


def test_leaves_a_limited_cache_alone(repo_of: Laid) -> None:
    limited = STORE + "    command: redis-server --maxmemory 64mb --maxmemory-policy allkeys-lru\n"
    assert check(repo_of({"compose.yaml": APP + limited})).outcome is Outcome.OK


def test_leaves_a_mounted_configuration_alone(repo_of: Laid) -> None:
    mounted = STORE + "    volumes: ['./redis.conf:/etc/redis.conf:ro']\n"
    assert check(repo_of({"compose.yaml": APP + mounted})).outcome is Outcome.OK


def test_leaves_a_broker_and_an_unexplained_redis_alone(repo_of: Laid) -> None:
    broker = APP.replace("CACHE_URL", "CELERY_BROKER_URL") + STORE
    assert check(repo_of({"compose.yaml": broker})).outcome is Outcome.NOT_APPLICABLE
    plain = APP.replace("CACHE_URL", "REDIS_URL") + STORE
    assert check(repo_of({"compose.yaml": plain})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_memcached_alone_which_has_a_limit(repo_of: Laid) -> None:
    text = APP + STORE.replace("redis:7", "memcached:1.6")
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.NOT_APPLICABLE
