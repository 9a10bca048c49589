"""Whether `cache_shared` does its job: bounded memory, and a repeated answer from Redis, the same to the byte."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checks.core import Problem
from checks.redact import redact
from scaffold.verify.cached_pages import Page, pages
from scaffold.verify.targets import Targets

if TYPE_CHECKING:
    import httpx
    import redis

Seen = tuple[str, bool, str]
TRIES = 3
"""A write may fall between two requests: the comparison is made again."""


def probe(root: Path, targets: Targets) -> tuple[Seen, ...]:
    """Read Redis's own figures; ask the application for a cached page, once cold and once warm.

    One key is deleted to make the page cold, as any write would.

    Raises:
        Problem: no address of Redis was named, or Redis cannot be reached.
    """
    if not targets.redis_url:
        raise Problem("the cache's address was not named", "add --redis-url redis://HOST:PORT/0")
    import redis

    client = redis.Redis.from_url(targets.redis_url, socket_timeout=2, socket_connect_timeout=2)
    try:
        info: dict[str, Any] = client.info()
        found = _memory(info)
        if targets.url:
            found += _answers(client, targets.url, pages(root, client))
    except redis.RedisError as error:
        raise Problem(
            f"{redact(targets.redis_url)} cannot be used: {redact(str(error))}", "is Redis running?"
        ) from None
    finally:
        client.close()
    return tuple(found)


def _memory(info: dict[str, Any]) -> list[Seen]:
    limit, policy = int(info.get("maxmemory", 0)), str(info.get("maxmemory_policy", ""))
    return [
        ("its memory is bounded", limit > 0, f"maxmemory = {limit}"),
        ("it evicts what is used least", policy.startswith("allkeys-"), f"policy = {policy}"),
    ]


def _answers(client: "redis.Redis", url: str, known: list[Page]) -> list[Seen]:
    import httpx

    parts = urlsplit(url)
    if parts.path.strip("/"):
        known = [Page(path=parts.path + (f"?{parts.query}" if parts.query else ""), key=None)]
    with httpx.Client(
        base_url=f"{parts.scheme}://{parts.netloc}", timeout=30, trust_env=False
    ) as web:
        for page in known:
            try:
                if web.get(page.path).status_code == 200:
                    return _compared(client, web, page)
            except httpx.HTTPError as error:
                raise Problem(
                    f"{redact(url)} cannot be reached: {type(error).__name__}", "is it running?"
                ) from None
    return [("a cached page answers", False, "none was found: give --url with the path of one")]


def _compared(client: "redis.Redis", web: "httpx.Client", page: Page) -> list[Seen]:
    same, gained = False, 0
    for _ in range(TRIES):
        if page.key:
            client.delete(page.key)
        cold = web.get(page.path)
        before = _hits(client)
        warm = web.get(page.path)
        gained = _hits(client) - before
        same = (cold.status_code, cold.content) == (warm.status_code, warm.content)
        if same and gained:
            break
    return [
        ("a repeated request is answered from Redis", gained > 0, f"{gained} hits at {page.path}"),
        ("the warm answer is the cold one, byte for byte", same, f"{len(warm.content)} bytes"),
    ]


def _hits(client: "redis.Redis") -> int:
    info: dict[str, Any] = client.info("stats")
    return int(info["keyspace_hits"])
