"""The Redis that a new cache uses: one that the project already runs as a cache, else a service of its own."""

import re
from collections.abc import Iterator

from checks.probes.repo.snapshot import ComposeFile, Repo, Role, Service
from scaffold.core import Value
from scaffold.evidence import compose_services as services
from scaffold.evidence.compose_main import chosen

KEY_VALUE = re.compile(r"(^|/)(redis|valkey)(:|@|$)")
VARIABLES = ("REDIS_URL", "CACHE_URL", "SHARED_CACHE_URL")
SERVICE = "cache"
Answers = dict[str, tuple[Value, str]]


def answers(repo: Repo) -> Answers:
    """Where the cache is and which variable tells the application so."""
    file, why = chosen(repo)
    if file is None:
        variable, because = _variable(repo, None, "")
        return {"compose_file": ("", f"{why}: Redis runs elsewhere"),
                "url_variable": (variable, because)}  # fmt: skip
    found = [one for one in file.services if one.role is Role.CACHE and KEY_VALUE.search(one.image)]
    name = found[0].name if found else services.free_name(file, SERVICE)
    url = f"redis://{name}:6379/0"
    return {
        "compose_file": (file.path, why),
        "new_service": (not found, _because(file, found)),
        "redis_service": (name, services.place(file, found[0]) if found else "a free name"),
        "redis_url": (_known_url(file, found[0]) or url if found else url, "its address in the compose network"),
        "url_variable": _variable(repo, file, name),
    }  # fmt: skip


def _because(file: ComposeFile, found: list[Service]) -> str:
    if found:
        bounded = "maxmemory" in found[0].command
        warning = "" if bounded else "; it has no maxmemory in its command: set one and allkeys-lru"
        return f"{found[0].name} is a cache already ({services.place(file, found[0])}){warning}"
    other = next((one for one in file.services if KEY_VALUE.search(one.image)), None)
    if other:
        return f"{other.name} ({services.place(file, other)}) is no cache: eviction would eat what it keeps"
    return "the project runs no Redis"


def _known_url(file: ComposeFile, service: Service) -> str:
    """The address as the project's own variables have it, with its password's variable and database number."""
    host = re.compile(rf"^rediss?://([^@/]*@)?{re.escape(service.name)}(:\d+)?(/\d+)?$")
    return next((value for _, value in _variables(file) if host.match(value)), "")


def _variables(file: ComposeFile) -> Iterator[tuple[str, str]]:
    for service in file.services:
        yield from service.environment.items()


def _variable(repo: Repo, file: ComposeFile | None, service: str) -> tuple[str, str]:
    """REDIS_URL, unless it already leads somewhere else (to a queue's Redis, say)."""
    host = re.compile(rf"//([^@/]*@)?{re.escape(service)}[:/]")
    for name in VARIABLES:
        values = [value for key, value in _variables(file) if key == name] if file else []
        led = values or _in_examples(repo, name)
        if not led or (file and values and all(map(host.search, values))):
            return name, "it is free" if not led else "it leads there already"
    return "RUNG_CACHE_URL", "the usual names lead elsewhere already"


def _in_examples(repo: Repo, name: str) -> list[str]:
    found = []
    for path in repo.files:
        if path.rpartition("/")[2].startswith((".env.", "env.example")):
            try:
                text = (repo.root / path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            found += re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)
    return found
