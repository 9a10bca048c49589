"""The rendered files of observe, each case read by a person."""

from pathlib import Path
from typing import Any

import pytest

from tests.templates.golden import render, same

HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = {
    "fastapi": {
        "framework": "fastapi", "module_file": "app/request_metrics.py",
        "import_statement": "from app import request_metrics",
        "app_file": "app/main.py", "compose_file": "compose.yaml", "database_service": "db",
    },
    "django": {
        "framework": "django", "module_file": "shop/request_metrics.py", "settings_file": "shop/settings.py",
        "middleware": "shop.request_metrics.RequestMetrics", "compose_file": "docker-compose.yml",
        "web_service": "django",
        "web_port": 8080, "prometheus_service": "prometheus-2", "prometheus_port": 9091, "slo_percent": 99.5,
    },
    "database_alone": {"framework": "none", "compose_file": "compose.yaml", "database_service": "db"},
    "prometheus_is_there": {"framework": "fastapi", "compose_file": "compose.yaml", "prometheus": False},
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_files_are_as_they_were_read(case: str, tmp_path: Path) -> None:
    same(render("observe", tmp_path / "out", CASES[case]), HERE / case / "expected")
