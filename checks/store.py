"""The fact cache: what a look came to, kept outside the project, under a key of everything that it rests on.

It lies in `$XDG_CACHE_HOME/rung` (else `~/.cache/rung`), readable by its owner alone; passwords are taken out
before anything is kept. `RUNG_CACHE=off` switches it off, and a cache that cannot be used is no error.
"""

import json
import os
import tempfile
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

MOST_KEPT = 60
"""Entries, two of a look; the oldest go first. One takes below a megabyte, of a tree of 40,000 files some four."""


def fingerprint(parts: Iterable[str]) -> str:
    """One name for all of these texts, in their order."""
    digest = blake2b(digest_size=16)
    for one in parts:
        digest.update(one.encode("utf-8", "surrogateescape"))
        digest.update(b"\0")
    return digest.hexdigest()


def load(kind: str, key: str) -> Any:
    """What was kept under this key; None where nothing was, or nothing that can be read."""
    folder = _folder()
    if folder is None:
        return None
    try:
        return json.loads((folder / f"{kind}-{key}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def keep(kind: str, key: str, data: Any) -> None:
    """Keep plain data without passwords; a full disk or a folder that is not ours keeps nothing."""
    folder = _folder()
    if folder is None:
        return
    try:
        text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
        replace(folder / f"{kind}-{key}.json", text)
        _prune(folder)
    except (OSError, ValueError):
        return


def replace(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, all or nothing; OSError where it cannot be."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _folder() -> Path | None:
    if os.environ.get("RUNG_CACHE", "").lower() in {"off", "0", "no", "false"}:
        return None
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(home) / "rung" if os.path.isabs(home) else None  # noqa: PTH117 (a home that is not there stays "~")


def _prune(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for one in kept[MOST_KEPT:]:
        one.unlink(missing_ok=True)
