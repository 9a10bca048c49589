"""Does something wait for a store that never says whether it is ready?"""

from collections.abc import Callable

import pytest

from checks.compose.service_without_healthcheck import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


WAITS = "services:\n  web:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:18\n"
HEALTHY = "    healthcheck:\n      test: [CMD, pg_isready]\n"


def test_fires_at_a_store_that_others_wait_for(repo_of: Laid) -> None:
    report = check(repo_of({"compose.yaml": WAITS}))
    assert [str(one.place) for one in report.findings] == ["compose.yaml:5"]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "a0 waits for db"),
        (2, "a0 and a1 wait for db"),
        (4, "a0, a1, a2 and a3 wait for db"),
        (7, "a0, a1, a2 and 4 more wait for db"),
    ],
)
def test_names_a_few_of_those_that_wait(repo_of: Laid, count: int, said: str) -> None:
    waits = "".join(f"  a{n}:\n    build: .\n    depends_on: [db]\n" for n in range(count))
    text = f"services:\n{waits}  db:\n    image: postgres:18\n"
    (one,) = check(repo_of({"compose.yaml": text})).findings
    assert one.message == f"{said}, which has no healthcheck"


def test_leaves_a_store_with_a_healthcheck_alone(repo_of: Laid) -> None:
    assert check(repo_of({"compose.yaml": WAITS + HEALTHY})).outcome is Outcome.OK


def test_leaves_a_healthcheck_that_comes_by_merge_key_alone(repo_of: Laid) -> None:
    text = (
        "x-base: &base\n  healthcheck:\n    test: [CMD, pg_isready]\n" + WAITS + "    <<: *base\n"
    )
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.OK


def test_leaves_a_store_that_nobody_waits_for_alone(repo_of: Laid) -> None:
    text = WAITS.replace("    depends_on: [db]\n", "")
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_other_services_and_development_files_alone(repo_of: Laid) -> None:
    text = WAITS.replace("postgres:18", "axllent/mailpit")
    assert (
        check(repo_of({"compose.yaml": text, "compose.override.yaml": WAITS})).outcome
        is Outcome.NOT_APPLICABLE
    )


def test_a_disabled_healthcheck_is_none(repo_of: Laid) -> None:
    text = WAITS + "    healthcheck:\n      disable: true\n"
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.PROBLEM
