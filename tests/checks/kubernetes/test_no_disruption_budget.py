"""May a node drain take all copies at once?"""

import pytest

from checks.core import Outcome
from checks.kubernetes.no_disruption_budget import check
from tests.checks.kubernetes.manifests import APP, BUDGET, CHART, SCALER, SERVICE, SHOP, Laid

ONE = SHOP.replace("replicas: 2", "replicas: 1")


@pytest.mark.parametrize("text", [SHOP + SERVICE, ONE + SERVICE + SCALER])
def test_fires_at_several_copies_without_one(repo_of: Laid, text: str) -> None:
    report = check(repo_of({**APP, "a.yaml": text}))
    assert [str(one.place) for one in report.findings] == ["a.yaml:2"]


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"a.yaml": SHOP + SERVICE + BUDGET}, Outcome.OK),
        ({"a.yaml": SHOP + SERVICE, "b.yaml": BUDGET.removeprefix("---\n")}, Outcome.OK),
        ({"a.yaml": ONE + SERVICE}, Outcome.NOT_APPLICABLE),
        ({"a.yaml": SHOP}, Outcome.NOT_APPLICABLE),
        ({"a.yaml": SHOP.replace("Deployment", "DaemonSet") + SERVICE}, Outcome.NOT_APPLICABLE),
        (CHART, Outcome.UNKNOWN),
    ],
)
def test_leaves_alone(repo_of: Laid, files: dict[str, str], outcome: Outcome) -> None:
    assert check(repo_of({**APP, **files})).outcome is outcome
