"""One scrape job of the project's own Prometheus."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

FILE = "monitoring/prometheus.yml"
JOB = {"file": FILE, "job": "application", "target": "web:8000"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "scrape_configs:\n  - job_name: node # c\n    static_configs:\n      - targets: ['node:9100']\n",
            "scrape_configs:\n  - job_name: node # c\n    static_configs:\n      - targets: ['node:9100']\n"
            "  - job_name: application\n    static_configs:\n      - targets: [\"web:8000\"]\n",
        ),
        (
            "scrape_configs:\n- job_name: a\n  static_configs: [{targets: [b]}]\n\nalerting: {}\n",
            "scrape_configs:\n- job_name: a\n  static_configs: [{targets: [b]}]\n- job_name: application\n"
            "  static_configs:\n    - targets: [\"web:8000\"]\n\nalerting: {}\n",
        ),
    ],
)  # fmt: skip
def test_added_last(before: str, after: str) -> None:
    edited("prometheus_scrape", FILE, before, after, **JOB)


def test_another_path() -> None:
    before = "scrape_configs:\n  - job_name: a\n"
    edited(
        "prometheus_scrape",
        FILE,
        before,
        before
        + "  - job_name: application\n    metrics_path: /internal/metrics\n    static_configs:\n"
        + '      - targets: ["web:8000"]\n',
        **JOB,
        path="/internal/metrics",
    )


def test_left_alone_where_the_target_is_read() -> None:
    said = "scrape_configs:\n  - job_name: mine\n    static_configs:\n      - targets: [a, 'web:8000']\n"
    already("prometheus_scrape", FILE, said, **JOB)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("global: {}\n", "no scrape_configs"),
        ("scrape_configs: []\n", "flow style"),
        ("scrape_configs: {{ jobs }}\n", "template"),
        (None, "not there"),
    ],
)
def test_refused(before: str | None, why: str) -> None:
    assert "web:8000" in refused("prometheus_scrape", FILE, before, why, **JOB).snippet
