"""What the settings of production decide: sessions, file storage, cache, queue and read replicas.

What an environment variable decides is told with its default and as unknown in production.
"""

import re
from collections.abc import Iterator, Mapping

from checks.core import Confidence, Place
from checks.probes.repo.context.model import Setting
from checks.probes.repo.facets.package_state import BROKER_URLS
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

THROTTLES = "REST_FRAMEWORK.DEFAULT_THROTTLE_CLASSES"
SCHEME = re.compile(r"(?:f?[\"'])?(amqps?|pyamqp|sqs)://")
RABBIT = re.compile(r"RABBIT|AMQP", re.I)
HERE = re.compile(r"(?://|@)(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/]|$)")
"""A host that is the reader's own machine: a default for developing, and no place of production."""
SESSIONS: Mapping[str, str] = {
    "file": "files",
    "files": "files",
    "session.handler.native_file": "files",
    "array": "in one process only",
    "cookie": "cookies",
    "cookie_store": "cookies",
    "database": "database",
    "active_record_store": "database",
    "redis": "Redis",
    "redis_store": "Redis",
    "cache_store": "cache",
    "mem_cache_store": "Memcached",
    "memcached": "Memcached",
    "filesystem": "files",
    "cachelib": "files",
    "mongodb": "database",
    "sqlalchemy": "database",
    "none": "files",
    "django.contrib.sessions.backends.db": "database",
    "django.contrib.sessions.backends.cached_db": "cache and database",
    "django.contrib.sessions.backends.cache": "cache",
    "django.contrib.sessions.backends.file": "files",
    "django.contrib.sessions.backends.signed_cookies": "cookies",
}
STORES: Mapping[str, str] = {
    "redis": "Redis",
    "memcached": "Memcached",
    "database": "database table",
    "file": "in one process only",
    "array": "in one process only",
    "apc": "in one process only",
    "cache.adapter.redis": "Redis",
    "cache.adapter.memcached": "Memcached",
    "cache.adapter.doctrine_dbal": "database table",
    "cache.adapter.filesystem": "in one process only",
    "cache.adapter.apcu": "in one process only",
    "cache.adapter.system": "in one process only",
    "caffeine": "in one process only",
    "simple": "in one process only",
    "hazelcast": "Hazelcast",
    "cache.adapter.redis_tag_aware": "Redis",
    "cache.adapter.pdo": "database table",
    "cache.adapter.array": "in one process only",
    "rediscache": "Redis",
    "memcachedcache": "Memcached",
    "simplecache": "in one process only",
    "filesystemcache": "in one process only",
    "filesystem": "in one process only",
}
QUEUES = {"redis", "database", "sqs", "beanstalkd"}
STORAGE: Mapping[str, str] = {
    "s3": "S3",
    "amazon": "S3",
    "local": "local",
    "public": "local",
    "google": "Google Cloud Storage",
    "gcs": "Google Cloud Storage",
    "azure": "Azure",
    "microsoft": "Azure",
}
NAMES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "session.driver": ("sessions", SESSIONS),
    "session_store": ("sessions", SESSIONS),
    "SESSION_ENGINE": ("sessions", SESSIONS),
    "SESSION_TYPE": ("sessions", SESSIONS),
    "CACHE_TYPE": ("cache", STORES),
    "framework.session.handler_id": ("sessions", SESSIONS),
    "cache.default": ("cache", STORES),
    "framework.cache.app": ("cache", STORES),
    "spring.cache.type": ("cache", STORES),
    "filesystems.default": ("object_storage", STORAGE),
    "active_storage.service": ("object_storage", STORAGE),
}
POOLS = re.compile(
    r"^spring\.datasource\.hikari\.maximum-pool-size$|^quarkus\.datasource\.jdbc\.max-size$"
    r"|\.\w*Repo\.pool_size$|^database\.pool$"
    r"|(?i:^[\w.:-]*\b(?:data-?source|database|db|jdbc|hikari)\b[\w.:-]*\bmax(?:imum)?[-_]?(?:pool[-_]?)?size$)"
)
DURABLE = re.compile(r"%env|doctrine://|redis://|amqp://|sqs://|beanstalkd://|kafka://")
"""Transports of Symfony's Messenger that outlive a request; `sync://` and `in-memory://` do not."""
CACHE_PROVIDER = re.compile(r"(?i)^[\w-]+[.:]cach(?:e|ing)[.:_-](?:provider|store|backend|driver)$")
"""A switch of the project's own between stores: `app.cache.provider=redis`."""
CRON = re.compile(r"^\S+(?:[ \t]+[\d*/,?LW#-]+){4,6}$")
"""Five to seven fields of times; `-` alone, Spring's word for never, is none."""
GUARDS = ("strict_loading_by_default", "default_batch_fetch_size")
"""Rails raises on a lazy load; Hibernate loads the relations of many rows at once."""
UNSET = "set when the server starts"
ASSETS = {
    "action_controller.asset_host",
    "asset_host",
    "STATIC_URL",
    "STATIC_HOST",
    "AWS_S3_CUSTOM_DOMAIN",
    "static_url.host",
}


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Everything that one setting decides: sessions, cache, storage, queue, pool, CDN, replicas and limits."""
    chosen = {
        one.component
        for one in sight.settings
        if one.name == THROTTLES and one.state is State.UNKNOWN_IN_PRODUCTION
    }
    for one in sight.settings:
        # rates say nothing more than what a branch of the settings applies them to
        rates = one.name.startswith(THROTTLES.removesuffix("CLASSES")) and one.name != THROTTLES
        if one.state is not State.INACTIVE and not (rates and one.component in chosen):
            yield from _of(one)


def _of(one: Setting) -> Iterator[tuple[str, RepoFact]]:
    folder = "" if one.component == "." else one.component
    for facet, value, state in (*_named(one), *_told(one)):
        yield folder, _fact(facet, value, one, state)


Says = tuple[str, str, State]


def _named(one: Setting) -> Iterator[Says]:
    """Settings whose value is one of a few words."""
    facet, words = NAMES.get(one.name, ("", {}))
    value = words.get(one.value.lower()) or (_handler(one) if facet == "sessions" else None)
    if not value or (facet == "object_storage" and value == "local" and one.name.startswith("act")):
        return
    alone = value == "in one process only" and facet == "cache" and one.state is State.ACTIVE
    yield facet, value, State.INACTIVE if alone else one.state


def _handler(one: Setting) -> str | None:
    """A class of the project's own that keeps sessions: its name says where."""
    name = one.value.lower()
    if one.variable or not name.endswith("handler"):
        return None
    return "Redis" if "redis" in name else "database" if "pdo" in name else None


def _told(one: Setting) -> Iterator[Says]:
    if one.name == "queue.default":
        known = f"Laravel queue ({one.value})" if one.value in QUEUES else UNSET
        yield "queue", known, one.state
    elif one.name == "framework.messenger.transports" and DURABLE.search(one.value or "%env"):
        yield "queue", "Symfony Messenger", one.state
    elif POOLS.search(one.name) and (one.value.isdecimal() or one.variable):
        size = one.value if one.value.isdecimal() else UNSET
        yield "pool", f"{size} connections" if one.value else size, one.state
    elif one.name in ASSETS and _elsewhere(one):
        yield "cdn", one.value or f"host in {one.variable}", one.state
    elif one.name in BROKER_URLS and (broker := _broker(one)):
        yield "broker", *broker
    elif CACHE_PROVIDER.search(one.name) and one.value.lower() in {*STORES, "database"}:
        store = STORES[one.value.lower()]
        alone = store == "in one process only" and one.state is State.ACTIVE
        yield "cache", store, State.INACTIVE if alone else one.state
    elif one.name.lower().endswith((".cron", ":cron", "_cron")) and CRON.match(one.value):
        yield "scheduled_work", "cron of its settings", one.state
    elif one.name == "DATABASE_ROUTERS" and "replica" in one.value.lower():
        yield "read_replica", "database router", State.UNKNOWN_IN_PRODUCTION
    elif re.fullmatch(r"DATABASES\.(\w*replica\w*|read\w*)", one.name, re.I):
        yield "read_replica", one.name.rpartition(".")[2], one.state
    else:
        yield from _guarded(one)


def _guarded(one: Setting) -> Iterator[Says]:
    """Limits, pages, logs and guards that a setting switches on."""
    if one.name == THROTTLES:
        yield "rate_limit", "Django REST framework", one.state
    elif one.name.startswith("REST_FRAMEWORK.DEFAULT_THROTTLE"):
        yield "rate_limit", "Django REST framework", State.ACTIVE
    elif one.name == "REST_FRAMEWORK.DEFAULT_PAGINATION_CLASS" and one.value not in {"", "None"}:
        yield "pagination", "Django REST framework", State.ACTIVE
    elif one.name.startswith("resilience4j.ratelimiter."):
        yield "rate_limit", "Resilience4j", one.state
    elif one.name.startswith("logging.structured.format."):
        yield "structured_logs", "Spring Boot JSON", one.state
    elif one.name.endswith(GUARDS) and one.value not in {"", "false", "0"}:
        yield "n_plus_one_guard", one.name.rpartition(".")[2], one.state


def _broker(one: Setting) -> tuple[str, State] | None:
    """The broker that the scheme of Celery's URL names; Redis is told by what else it is used for."""
    found = SCHEME.match(one.value)
    if found is None:
        named = one.variable and RABBIT.search(one.variable)
        return ("RabbitMQ", State.UNKNOWN_IN_PRODUCTION) if named else None
    state = State.UNKNOWN_IN_PRODUCTION if HERE.search(one.value) else one.state
    return ("SQS" if found.group(1) == "sqs" else "RabbitMQ"), state


def _elsewhere(one: Setting) -> bool:
    """The pages' files come from another host: a literal says so, or a setting that only a host can fill."""
    if one.value:
        return one.value.startswith(("http://", "https://", "//")) and not HERE.search(one.value)
    return bool(one.variable) and one.name != "STATIC_URL"


def _fact(facet: str, value: str, one: Setting, state: State) -> RepoFact:
    place: Place = one.place
    return RepoFact(name=facet, value=value, place=place, state=state, confidence=Confidence.HIGH)
