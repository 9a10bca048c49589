"""May one pod take all the memory of its node?"""

import pytest

from checks.core import Outcome
from checks.kubernetes.no_limits import check
from tests.checks.kubernetes.manifests import APP, CHART, LIMITS, PATCH, SHOP, Laid, job, without

BARE = without(LIMITS)


def test_fires_at_a_container_without_limits(repo_of: Laid) -> None:
    report = check(repo_of({**APP, "a.yaml": BARE}))
    assert [str(one.place) for one in report.findings] == ["a.yaml:2"]


def test_one_unlimited_container_of_two_is_enough(repo_of: Laid) -> None:
    text = SHOP + "      - name: side\n        image: side:1\n"
    assert check(repo_of({**APP, "a.yaml": text})).outcome is Outcome.PROBLEM


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"a.yaml": SHOP}, Outcome.OK),
        ({"a.yaml": BARE, "p/patch.yaml": PATCH}, Outcome.OK),
        ({"a.yaml": job(BARE)}, Outcome.NOT_APPLICABLE),
        ({"k8s/dev/a.yaml": BARE}, Outcome.NOT_APPLICABLE),
        ({}, Outcome.NOT_APPLICABLE),
        (CHART, Outcome.UNKNOWN),
    ],
)
def test_leaves_alone(repo_of: Laid, files: dict[str, str], outcome: Outcome) -> None:
    assert check(repo_of({**APP, **files})).outcome is outcome
