"""A full disk, a size limit, links, folders in the way, somebody else at work: a clear word, and nothing changed."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.core import Problem
from scaffold import journal
from scaffold.apply import apply
from scaffold.upgrade import plan as upgrading
from tests.needs import need
from tests.scaffold.evolving import upgraded, version
from tests.scaffold.small import built, lay, planned, state, template, undone
from tests.scaffold.two_rungs import project


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return version(tmp_path / "templates", 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KB."""
    need(os.geteuid() == 0 and shutil.which("mount"), "root and mount, for a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True
    )
    need(done.returncode == 0, "a kernel that lets root mount a tmpfs")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("free_kb", [0, 4, 8, 16, 24, 32, 48, 64])
def test_a_full_disk(small_disk: Path, shelf: Path, free_kb: int) -> None:
    root = project(small_disk / "project")
    with (small_disk / "filling").open("wb") as filling:
        room = shutil.disk_usage(small_disk).free - free_kb * 1024
        filling.write(b"x" * max(room, 0))
    before = state(root)
    try:
        built(root, shelf, "pool")
    except Problem as problem:
        assert "cannot be written" in problem.message
        assert "space" in problem.message.lower()
        assert state(root) == before
        (small_disk / "filling").unlink()
        built(root, shelf, "pool")
    undone(root, "pool")
    assert state(root) == before


def test_a_full_disk_in_an_upgrade(small_disk: Path, shelf: Path) -> None:
    root = project(small_disk / "project")
    built(root, shelf, "pool")
    with (small_disk / "filling").open("wb") as filling:
        filling.write(b"x" * (shutil.disk_usage(small_disk).free - 8192))
    before = state(root)
    plan = upgrading(root, templates=version(shelf, 4))
    with pytest.raises(Problem, match="cannot be written"):
        apply(plan)
    assert state(root) == before


def test_a_limit_on_the_size_of_files(root: Path, shelf: Path) -> None:
    template(shelf, "large", {"large.txt": "x" * 50_000})
    plan, before = planned(root, shelf, "large"), state(root)
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            apply(plan)
        except Problem as problem:
            os._exit(7 if "cannot be written" in problem.message else 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert state(root) == before


def test_the_record_is_a_link_that_leads_out(root: Path, shelf: Path, tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", {"journal/plan.json": '{"writes": [], "folders": []}'})
    (root / ".rung").symlink_to(outside)
    with pytest.raises(Problem, match="leads out") as caught:
        built(root, shelf, "pool")
    assert caught.value.code == 4
    assert [one.name for one in outside.rglob("*")] == ["journal", "plan.json"]


def test_the_journal_is_a_link_that_leads_out(root: Path, shelf: Path, tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", {"mine.txt": "mine\n"})
    (root / ".rung").mkdir()
    (root / ".rung/journal").symlink_to(outside)
    with pytest.raises(Problem, match="leads out"):
        built(root, shelf, "pool")
    assert [one.name for one in outside.iterdir()] == ["mine.txt"]


def test_a_renamed_file_behind_a_link_that_leads_out(
    root: Path, shelf: Path, tmp_path: Path
) -> None:
    built(root, shelf, "pool")
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "app/db").symlink_to(outside)
    before = state(root)
    with pytest.raises(Problem, match="leads out"):
        upgraded(root, version(shelf, 3))
    assert list(outside.iterdir()) == []
    assert state(root) == before


def test_a_folder_where_a_renamed_file_goes(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    (root / "app/db/pool.py").mkdir(parents=True)
    before = state(root)
    with pytest.raises(Problem, match="not a file"):
        upgraded(root, version(shelf, 3))
    assert state(root) == before


def test_a_file_where_a_folder_has_to_be(root: Path, shelf: Path) -> None:
    lay(root, {"deploy": "mine\n"})
    before = state(root)
    with pytest.raises(Problem, match="deploy"):
        built(root, shelf, "pool")
    assert state(root) == before


def test_somebody_saves_a_file_in_the_very_moment(
    root: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look at the whole and the rename of this file."""
    plan, before = planned(root, shelf, "pool"), state(root)
    real = journal._stage

    def staged(*words: object) -> None:
        real(*words)  # type: ignore[arg-type]
        (root / "requirements.txt").write_text("mine, saved just now\n")

    monkeypatch.setattr(journal, "_stage", staged)
    with pytest.raises(Problem, match="while rung was writing") as caught:
        apply(plan)
    assert caught.value.code == 4
    assert (root / "requirements.txt").read_text() == "mine, saved just now\n"
    (root / "requirements.txt").write_text("fastapi\npsycopg")
    assert state(root) == before


MANY = """
import sys
sys.path.insert(0, {house!r})
from pathlib import Path
from checks.core import Problem
from scaffold.apply import apply
from scaffold.saved_plan import from_json
from scaffold.undo import plan as undoing
root, saved = Path(sys.argv[1]), Path(sys.argv[2]).read_text()
done = 0
for _ in range(12):
    try:
        apply(from_json(saved))
        done += 1
    except Problem as problem:
        assert problem.code == 4, problem.message
    try:
        apply(undoing(root, "pool"))
    except Problem as problem:
        assert problem.code in (2, 4), problem.message
print(done)
"""


def test_many_at_once(root: Path, shelf: Path, tmp_path: Path) -> None:
    """Four programs build and take out at the same time: each whole or refused, never a mixture."""
    from scaffold.ledger import read
    from scaffold.saved_plan import to_json

    before = state(root)
    saved = lay(tmp_path / "saved", {"plan.json": to_json(planned(root, shelf, "pool"))})
    house = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", MANY.format(house=house), str(root), str(saved / "plan.json")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    done = [int(one.communicate(timeout=120)[0]) for one in running]
    assert [one.returncode for one in running] == [0, 0, 0, 0]
    assert sum(done) > 0
    if read(root).held:
        undone(root, "pool")
    assert state(root) == before
