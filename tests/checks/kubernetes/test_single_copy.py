"""Does one pod carry all requests?"""

import pytest

from checks.core import Outcome
from checks.kubernetes.single_copy import check
from tests.checks.kubernetes.manifests import (
    APP,
    CHART,
    PATCH,
    SCALER,
    SERVICE,
    SHOP,
    Laid,
    job,
)

ONE = SHOP.replace("replicas: 2", "replicas: 1")
COUNT = "resources: [../../a.yaml]\nreplicas:\n- name: shop\n  count: 3\n"


@pytest.mark.parametrize("text", [ONE, SHOP.replace("  replicas: 2\n", "")])
def test_fires_at_one_copy_written_or_by_default(repo_of: Laid, text: str) -> None:
    report = check(repo_of({**APP, "a.yaml": text + SERVICE}))
    assert [str(one.place) for one in report.findings] == ["a.yaml:2"]


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"a.yaml": SHOP + SERVICE}, Outcome.OK),
        ({"a.yaml": ONE + SERVICE + SCALER}, Outcome.OK),
        ({"a.yaml": ONE + SERVICE, "p/patch.yaml": PATCH}, Outcome.OK),
        (
            {"a.yaml": ONE + SERVICE, "overlays/production/kustomization.yaml": COUNT},
            Outcome.OK,
        ),
        ({"a.yaml": ONE}, Outcome.NOT_APPLICABLE),
        ({"a.yaml": ONE.replace("shop:1", "redis:7") + SERVICE}, Outcome.NOT_APPLICABLE),
        (
            {"a.yaml": ONE.replace("shop:1", "getmeili/meilisearch:v1") + SERVICE},
            Outcome.NOT_APPLICABLE,
        ),
        ({"a.yaml": job(ONE) + SERVICE}, Outcome.NOT_APPLICABLE),
        ({"a.yaml": ONE.replace("Deployment", "StatefulSet") + SERVICE}, Outcome.NOT_APPLICABLE),
        (CHART, Outcome.UNKNOWN),
    ],
)
def test_leaves_alone(repo_of: Laid, files: dict[str, str], outcome: Outcome) -> None:
    assert check(repo_of({**APP, **files})).outcome is outcome
