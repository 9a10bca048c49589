"""Can a restart bring another version?"""

import pytest

from checks.core import Outcome
from checks.kubernetes.image_unpinned import check
from tests.checks.kubernetes.manifests import APP, CHART, PATCH, SHOP, Laid, job

LATEST = SHOP.replace("shop:1", "ghcr.io/us/shop:latest")


def fills(text: str) -> str:
    return f"resources: [../../a.yaml]\nimages:\n- name: ghcr.io/us/shop\n  {text}\n"


def test_fires_at_latest(repo_of: Laid) -> None:
    report = check(repo_of({**APP, "a.yaml": LATEST}))
    assert [str(one.place) for one in report.findings] == ["a.yaml:2"]
    assert "ghcr.io/us/shop:latest" in report.findings[0].message


def test_an_overlay_for_staging_does_not_pin_production(repo_of: Laid) -> None:
    files = {"a.yaml": LATEST, "overlays/staging/kustomization.yaml": fills("newTag: '2'")}
    assert check(repo_of({**APP, **files})).outcome is Outcome.PROBLEM


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"a.yaml": SHOP}, Outcome.OK),
        ({"a.yaml": SHOP.replace("shop:1", "shop@sha256:" + "a" * 64)}, Outcome.OK),
        ({"a.yaml": SHOP.replace("shop:1", "shop")}, Outcome.OK),
        ({"a.yaml": SHOP.replace("shop:1", "$IMAGE:latest")}, Outcome.OK),
        ({"a.yaml": LATEST, "p/patch.yaml": PATCH}, Outcome.OK),
        ({"a.yaml": LATEST, "overlays/production/kustomization.yaml": fills("newTag: 1.2")}, Outcome.OK),
        ({"a.yaml": LATEST, "kustomization.yaml": fills("digest: sha256:abc")}, Outcome.OK),
        ({"a.yaml": job(LATEST)}, Outcome.NOT_APPLICABLE),
        (CHART, Outcome.UNKNOWN),
    ],
)  # fmt: skip
def test_leaves_alone(repo_of: Laid, files: dict[str, str], outcome: Outcome) -> None:
    assert check(repo_of({**APP, **files})).outcome is outcome
