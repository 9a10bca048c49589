"""The rendered files of cache_shared, each case read by a person."""

from pathlib import Path
from typing import Any

import pytest

from tests.templates.golden import render, same

HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = {
    "compose": {
        "module_folder": "app/shared_cache", "import_module": "app.shared_cache", "compose_file": "compose.yaml",
        "clients": ["web"], "key_prefix": "threads", "whole_responses": True,
    },
    "existing_cache": {
        "compose_file": "compose.yaml", "new_service": False, "redis_service": "redis", "url_variable": "CACHE_URL",
        "redis_url": "redis://redis:6379/1", "hold_after_write_ms": 1000, "test_file": "",
    },
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_files_are_as_they_were_read(case: str, tmp_path: Path) -> None:
    same(render("cache_shared", tmp_path / "out", CASES[case]), HERE / case / "expected")
