"""Do a cache and a queue share one Redis?"""

from collections.abc import Callable

from checks.compose.redis_shared_by_cache_and_queue import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


BOTH = """\
services:
  web:
    build: .
    environment:
      CACHE_URL: redis://store:6379/0
      CELERY_BROKER_URL: redis://store:6379/1
  store:
    image: redis:7
"""


def test_fires_where_one_server_is_both(repo_of: Laid) -> None:
    report = check(repo_of({"compose.yaml": BOTH}))
    assert [str(one.place) for one in report.findings] == ["compose.yaml:7"]
    assert "web.CACHE_URL" in report.findings[0].message


def test_leaves_two_servers_alone(repo_of: Laid) -> None:
    text = BOTH.replace("store:6379/1", "broker:6379/0") + "  broker:\n    image: redis:7\n"
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.OK


def test_leaves_a_broker_alone(repo_of: Laid) -> None:
    text = BOTH.replace("CACHE_URL", "RESULT_BACKEND")
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.OK


def test_leaves_a_server_of_unknown_use_alone(repo_of: Laid) -> None:
    text = BOTH.replace("CACHE_URL", "REDIS_URL").replace("CELERY_BROKER_URL", "OTHER_URL")
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.OK


def test_not_looked_at_without_redis(repo_of: Laid) -> None:
    assert (
        check(repo_of({"compose.yaml": BOTH.replace("redis:7", "nginx:1")})).outcome
        is Outcome.NOT_APPLICABLE
    )
