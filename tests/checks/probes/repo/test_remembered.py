"""After a change only what changed is read again, and the look is the one that a first look would have been."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checks.probes.repo import kept, look

APP = "from fastapi import FastAPI\nimport redis\napp = FastAPI()\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own, for files however young."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept, "YOUNG_NS", -1_000_000_000)
    return tmp_path / "rung"


@pytest.fixture
def shop(project: Path) -> Path:
    """An application among thirty modules that say nothing."""
    (project / "app.py").write_text(APP)
    (project / "requirements.txt").write_text("fastapi\nredis\n")
    for number in range(30):
        (project / f"plain{number}.py").write_text("x = 1\n")
    return project


@contextmanager
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names of the files that are opened meanwhile."""
    names: set[str] = set()
    real = os.open

    def noting(path: str, flags: int, *rest: int) -> int:
        names.add(Path(path).name)
        return real(path, flags, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", noting)
        yield names


def test_only_what_changed_is_read_again(
    cache: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(monkeypatch) as first:
        look(shop)
    assert {"plain3.py", "plain4.py"} <= first
    (shop / "plain3.py").write_text("import celery\n")
    with opened(monkeypatch) as second:
        found = look(shop)
    assert "plain3.py" in second
    assert not {one for one in second if one.startswith("plain")} - {"plain3.py"}
    monkeypatch.setenv("RUNG_CACHE", "off")
    assert look(shop) == found


def test_a_new_word_in_a_file_of_the_same_size_is_seen(cache: Path, shop: Path) -> None:
    (shop / "plain5.py").write_text("import celexx\n")
    (shop / "requirements.txt").write_text("fastapi\nredis\ncelery\n")
    assert [one.state.value for one in look(shop).facts("queue")] == ["present_unused"]
    before = (shop / "plain5.py").stat()
    (shop / "plain5.py").write_text("import celery\n")
    os.utime(shop / "plain5.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [one.state.value for one in look(shop).facts("queue")] == ["active"]


def test_a_file_of_this_moment_is_not_remembered(
    tmp_path: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    look(shop)
    assert not (tmp_path / "rung").exists()


@pytest.mark.parametrize(
    "text",
    ["[]", '{"files": 3}', '{"files": {"plain3.py": [1, "x"]}}', '{"files": {"a": {}}}', "{"],
)
def test_what_another_program_wrote_there_is_not_believed(
    cache: Path, shop: Path, text: str
) -> None:
    first = look(shop)
    next(cache.glob("words-*")).write_text(text)
    next(cache.glob("repo-*")).unlink()
    assert look(shop) == first


def test_what_could_not_be_read_is_named_again(
    cache: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refusing(path: str, flags: int, *rest: int) -> int:
        if str(path).endswith("plain7.py"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refusing)
    assert dict(look(shop).unread)["plain7.py"] == "permission denied"
    next(cache.glob("repo-*")).unlink()
    assert dict(look(shop).unread)["plain7.py"] == "permission denied"
