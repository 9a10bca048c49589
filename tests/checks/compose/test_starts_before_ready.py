"""Does a service start before the store that it waits for is ready, although the store says when it is?"""

from collections.abc import Callable

from checks.compose.starts_before_ready import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


TEXT = """\
services:
  web:
    build: .
    depends_on: [db]
  db:
    image: postgres:18
    healthcheck:
      test: [CMD, pg_isready]
"""
READY = "    depends_on:\n      db:\n        condition: service_healthy\n"


def test_fires_where_a_healthcheck_is_not_asked(repo_of: Laid) -> None:
    report = check(repo_of({"compose.yaml": TEXT}))
    assert [str(one.place) for one in report.findings] == ["compose.yaml:2"]


def test_leaves_a_service_that_waits_until_ready_alone(repo_of: Laid) -> None:
    assert (
        check(repo_of({"compose.yaml": TEXT.replace("    depends_on: [db]\n", READY)})).outcome
        is Outcome.OK
    )


def test_leaves_a_service_that_waits_for_completion_alone(repo_of: Laid) -> None:
    done = READY.replace("service_healthy", "service_completed_successfully")
    assert (
        check(repo_of({"compose.yaml": TEXT.replace("    depends_on: [db]\n", done)})).outcome
        is Outcome.OK
    )


def test_leaves_a_store_without_healthcheck_to_the_other_check(repo_of: Laid) -> None:
    text = TEXT.partition("    healthcheck")[0]
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.NOT_APPLICABLE
