import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"network_share": 0.8}, Severity.MEDIUM),
        ({"network_share": 0.95, "static_byte_share": 0.1}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.network", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"network_share": 0.79},
        {"network_share": 0.1},
        {"network_share": 0.5, "static_byte_share": 0.9},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.network", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"static_byte_share": 0.9}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.network", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
