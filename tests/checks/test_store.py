"""The fact cache keeps what a look came to, and never stands in its way."""

from pathlib import Path

import pytest

from checks import store


@pytest.fixture
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("RUNG_CACHE", raising=False)
    return tmp_path / "rung"


def test_what_was_kept_is_loaded_under_its_key_alone(kept_in: Path) -> None:
    store.keep("look", "a", {"x": [1, "é"]})
    assert store.load("look", "a") == {"x": [1, "é"]}
    assert store.load("look", "b") is None
    assert kept_in.stat().st_mode & 0o077 == 0
    assert next(kept_in.iterdir()).stat().st_mode & 0o077 == 0


def test_a_broken_entry_is_no_entry(kept_in: Path) -> None:
    store.keep("look", "a", {})
    (kept_in / "look-a.json").write_text("{")
    assert store.load("look", "a") is None
    (kept_in / "look-a.json").write_text("[" * 100_000)
    assert store.load("look", "a") is None


def test_a_cache_that_cannot_be_written_keeps_nothing(
    kept_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in.write_text("a file is in the way")
    store.keep("look", "a", {})
    assert store.load("look", "a") is None
    monkeypatch.setenv("RUNG_CACHE", "off")
    kept_in.unlink()
    store.keep("look", "a", {})
    assert not kept_in.exists()


def test_only_the_newest_are_kept(kept_in: Path) -> None:
    for number in range(store.MOST_KEPT + 5):
        store.keep("look", str(number), number)
    assert len(list(kept_in.glob("*.json"))) == store.MOST_KEPT


def test_a_fingerprint_tells_where_one_part_ends() -> None:
    assert store.fingerprint(["ab", "c"]) != store.fingerprint(["a", "bc"])
    assert store.fingerprint(["a"]) == store.fingerprint(iter(["a"]))
