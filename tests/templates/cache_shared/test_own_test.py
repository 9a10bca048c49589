"""The test that the rung brings into the user's project passes there, under pytest and under unittest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates.golden import render


@pytest.mark.parametrize(
    "words",
    [["pytest", "-q", "-p", "no:cacheprovider"], ["unittest", "discover", "-s", "tests"]],
    ids=["pytest", "unittest"],
)
def test_it_passes(tmp_path: Path, words: list[str]) -> None:
    answers = {"module_folder": "app/shared_cache", "import_module": "app.shared_cache"}
    project = render("cache_shared", tmp_path / "project", answers)
    environment = {key: value for key, value in os.environ.items() if key != "REDIS_URL"}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in (done.stdout + done.stderr).lower()
