"""Does traffic reach a copy before it can answer?"""

import pytest

from checks.core import Outcome, Severity
from checks.kubernetes.no_readiness_probe import check
from tests.checks.kubernetes.manifests import (
    APP,
    CHART,
    PATCH,
    READINESS,
    SERVICE,
    SHOP,
    Laid,
    job,
    without,
)

BARE = without(READINESS)


def test_fires_at_a_deployment_behind_a_service(repo_of: Laid) -> None:
    report = check(repo_of({**APP, "k8s/shop.yaml": BARE + SERVICE}))
    assert [(one.severity, str(one.place)) for one in report.findings] == [
        (Severity.HIGH, "k8s/shop.yaml:2")
    ]
    assert "reached by front" in report.findings[0].message


def test_one_word_however_many_copies(repo_of: Laid) -> None:
    report = check(repo_of({**APP, "a.yaml": BARE + SERVICE, "release/all.yaml": BARE + SERVICE}))
    assert len(report.findings) == 1


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"a.yaml": SHOP + SERVICE}, Outcome.OK),
        ({"a.yaml": BARE + SERVICE, "patches/p.yaml": PATCH}, Outcome.OK),
        ({"a.yaml": BARE}, Outcome.NOT_APPLICABLE),
        ({"a.yaml": job(BARE) + SERVICE}, Outcome.NOT_APPLICABLE),
        ({"a.yaml": BARE.replace("shop:1", "postgres:18") + SERVICE}, Outcome.NOT_APPLICABLE),
        ({"overlays/dev/a.yaml": BARE + SERVICE}, Outcome.NOT_APPLICABLE),
        ({"examples/a.yaml": BARE + SERVICE}, Outcome.NOT_APPLICABLE),
        ({"compose.yaml": "services:\n  web:\n    build: .\n"}, Outcome.NOT_APPLICABLE),
        (CHART, Outcome.UNKNOWN),
    ],
)
def test_leaves_alone(repo_of: Laid, files: dict[str, str], outcome: Outcome) -> None:
    assert check(repo_of({**APP, **files})).outcome is outcome
