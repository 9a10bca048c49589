"""Control groups that limit processors, of either version, for tests of real processes in them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.needs import need

GROUPS = Path("/sys/fs/cgroup")


@contextmanager
def group_of(*shares: float) -> Iterator[Path]:
    """A control group in a control group, one for each share of a processor as its quota; the innermost one."""
    top = GROUPS / "cpu" if (GROUPS / "cpu").is_dir() else GROUPS
    folder, made = top / f"rung-test-{os.getpid()}", list[Path]()
    try:
        with suppress(OSError):
            for share in shares:
                folder.mkdir()
                made.append(folder)
                _limit(folder, share)
                folder = folder / "inner"
        possible = len(made) == len(shares) and all(map(_limited, made))
        need(possible, "the right to make control groups that limit processors (Linux, root)")
        yield made[-1]
    finally:
        for one in reversed(made):
            one.rmdir()


def _limit(folder: Path, share: float) -> None:
    quota = round(share * 100_000)
    if (folder / "cpu.cfs_quota_us").exists():
        (folder / "cpu.cfs_quota_us").write_text(str(quota))
        return
    with suppress(OSError):
        (folder.parent / "cgroup.subtree_control").write_text("+cpu")
    (folder / "cpu.max").write_text(f"{quota} 100000")


def _limited(folder: Path) -> bool:
    return (folder / "cpu.cfs_quota_us").exists() or (folder / "cpu.max").exists()
