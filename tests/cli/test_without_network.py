"""Every command that looks or writes does its whole work in a network namespace without a network."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import Ran, program, tree
from tests.needs import need


@pytest.fixture
def alone() -> list[str]:
    """The words before a command that is to run without any network."""
    need(os.geteuid() == 0, "root, for a network namespace")
    need(shutil.which("unshare"), "unshare (apt-get install util-linux)")
    words = ["unshare", "--net"]
    seen = subprocess.run([*words, "cat", "/proc/net/dev"], capture_output=True, text=True)
    need(seen.returncode == 0, "a kernel that lets root make network namespaces")
    devices = [one.partition(":")[0].strip() for one in seen.stdout.splitlines()[2:]]
    assert devices == ["lo"]
    return words


def test_the_whole_way_without_a_network(shop: Path, alone: list[str], tmp_path: Path) -> None:
    def rung(*words: object) -> Ran:
        ran = program(*words, before=alone)
        assert ran.code == 0, f"{words}: {ran.err}"
        return ran

    before = tree(shop)
    rung("assess", shop)
    rung("audit", "--fail-on", "never", shop)
    rung("explain", "pool")
    rung("add", "observe", shop, "--yes")
    rung("add", "pool", shop, "--plan", tmp_path / "plan.json")
    rung("apply", tmp_path / "plan.json", "--yes")
    assert "pool" in rung("status", shop).out
    rung("upgrade", shop, "--yes", "--set", "pool.pool_size=3")
    assert "or 3)" in (shop / "db_pool.py").read_text(encoding="utf-8")
    rung("undo", "observe", shop, "--yes")
    rung("undo", "pool", shop, "--yes")
    assert tree(shop) == before
    rung("add", "pool", shop, "--yes")
    rung("eject", shop, "--yes")
    assert not (shop / ".rung").exists()
