"""Caches that a Python library keeps: which store the code names for it.

The names are those of the libraries' own manuals: fastapi-cache (https://github.com/long2ice/fastapi-cache),
aiocache (https://aiocache.aio-libs.org), dogpile.cache (https://dogpilecache.sqlalchemy.org), cashews, Flask-Caching
(https://flask-caching.readthedocs.io) and the backends of Django (https://docs.djangoproject.com/en/stable/topics/cache/).
"""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

LIBRARIES = (
    (b"FastAPICache", re.compile(rb"FastAPICache\.init\(\s*(\w+)Backend\b")),
    (
        b"aiocache",
        re.compile(rb"\bCache\.(REDIS|MEMORY|MEMCACHED)\b|\b(Redis|SimpleMemory|Memcached)Cache\b"),
    ),
    (
        b"flask_caching",
        re.compile(
            rb"^from flask_caching\.backends(?:\.\w+)? import (Redis|Memcached|Simple|FileSystem)\w*Cache",
            re.M,
        ),
    ),
    (b"dogpile", re.compile(rb"[\"']dogpile\.cache\.(\w+)")),
    (b"cashews", re.compile(rb"cache\.setup\(\s*f?[\"'](rediss?|mem)://")),
    (b"CACHE_TYPE", re.compile(rb"[\"']CACHE_TYPE[\"']:\s*[\"'](?:[\w.]+\.)?(\w+)[\"']")),
)
NAMES = Words(*(token for token, _ in LIBRARIES))
OF_DJANGO = Words(b"django.core.cache")
IN_SETTINGS = re.compile(
    r"[\"'](?:django_redis\.cache\.(Redis)Cache|redis_cache\.(Redis)Cache|django_(valkey)\.cache\.\w+"
    r"|django\.core\.cache\.backends\.(redis)\.RedisCache|django\.core\.cache\.backends\.(memcached)\.\w+)[\"']"
)
DJANGO = re.compile(rb"^[ \t]*from[ \t]+django\.core\.cache[ \t]+import[ \t]+", re.M)
SHARED = (
    ("redis", "Redis"),
    ("valkey", "Valkey"),
    ("memcach", "Memcached"),
    ("pylibmc", "Memcached"),
    ("bmemcached", "Memcached"),
)
LOCAL = ("mem", "inmemory", "simple", "filesystem", "file", "dbm")
ALONE = "in one process only"


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`cache`, at the line that names the store."""
    if sight.python is None:
        return
    found = dict(reversed([*_libraries(sight), *_settings(sight)]))
    for value, place in found.items():
        state = State.INACTIVE if value == ALONE else State.UNKNOWN_IN_PRODUCTION
        if value != ALONE and len(found) == 1 and place.line > 0 and not _in_settings(sight, place):
            state = State.ACTIVE
        yield _fact(sight, value, place, state)
    if not found and sight.python.framework == "django" and "CACHES" not in sight.python.settings:
        yield from _default(sight)


def _libraries(sight: Sight) -> Iterator[tuple[str, Place]]:
    for path in sight.program.holding(NAMES):
        data = sight.tree.data(path) or b""
        for token, pattern in LIBRARIES:
            for one in pattern.finditer(data) if token in data else ():
                value = _value(next(each for each in one.groups() if each).decode())
                if value:
                    yield value, Place(path=path, line=data.count(b"\n", 0, one.start()) + 1)


def _settings(sight: Sight) -> Iterator[tuple[str, Place]]:
    """Backends that a condition or a function puts into CACHES, where no literal names one."""
    told = {n for n in (sight.python.settings if sight.python else ()) if n.endswith(".BACKEND")}
    for path, text in () if any(one.startswith("CACHES.") for one in told) else sight.settings_text:
        for one in IN_SETTINGS.finditer(text):
            line_start = text.rfind("\n", 0, one.start()) + 1
            if not text[line_start : one.start()].lstrip().startswith("#"):
                value = _value(next(each for each in one.groups() if each))
                yield value, Place(path=path, line=text.count("\n", 0, one.start()) + 1)


def _value(name: str) -> str:
    name = name.lower()
    for start, product in SHARED:
        if name.startswith(start):
            return product
    return ALONE if name.startswith(LOCAL) else ""


def _in_settings(sight: Sight, place: Place) -> bool:
    return any(path == place.path for path, _ in sight.settings_text)


def _default(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Django's own default is a cache in the memory of each process, and this code uses it."""
    for path in sight.program.holding(OF_DJANGO):
        data = sight.tree.data(path) or b""
        found = DJANGO.search(data)
        if found and not BY_HAND.search(path):
            line = data.count(b"\n", 0, found.start()) + 1
            yield _fact(sight, ALONE, Place(path=path, line=line), State.INACTIVE)
            return


def _fact(sight: Sight, value: str, place: Place, state: State) -> tuple[str, RepoFact]:
    fact = RepoFact(
        name="cache", value=value, place=place, state=state, confidence=Confidence.MEDIUM
    )
    return sight.folder_of(place.path), fact
