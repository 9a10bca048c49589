"""The paths that git tracks, read from its index file; git itself is never run.

A repository's own configuration may name programs that git starts (fsmonitor, filters), and looking runs
nothing. Format: https://git-scm.com/docs/index-format, versions 2 to 4.
"""

import struct
from pathlib import Path

LARGEST = 200_000_000
"""Bytes: two million entries."""


def tracked(root: Path) -> frozenset[str] | None:
    """Every tracked path, or None where there is no index here that can be read."""
    path = root / ".git" / "index"
    try:
        if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
            return None
        if path.stat().st_size > LARGEST:
            return None
        return frozenset(_paths(path.read_bytes()))
    except (OSError, ValueError, struct.error, IndexError):
        return None


def _paths(data: bytes) -> list[str]:
    signature, version, count = struct.unpack_from(">4sII", data)
    if signature != b"DIRC" or version not in {2, 3, 4}:
        raise ValueError("not an index of git")
    found: list[str] = []
    at, before = 12, b""
    for _ in range(count):
        flags = struct.unpack_from(">H", data, at + 60)[0]
        start = at + 62 + (2 if version > 2 and flags & 0x4000 else 0)
        if version == 4:
            cut, start = _varint(data, start)
            end = data.index(b"\0", start)
            before = before[: len(before) - cut] + data[start:end]
            at = end + 1
        else:
            end = data.index(b"\0", start)
            before = data[start:end]
            at += (end - at + 8) & ~7
        found.append(before.decode("utf-8", "surrogateescape"))
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 0x7F)
    return value, at + 1
