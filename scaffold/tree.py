"""A project's files as they are, with changes on top that exist only in memory so far."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from checks.core import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What an edit reads: files by their path from the root, with forward slashes."""

    root: Path
    changed: Mapping[str, bytes | None] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """The content, or None where there is no such file. Problem where it cannot be read or leads out."""
        if path in self.changed:
            return self.changed[path]
        return on_disk(self.root, path)

    def has(self, path: str) -> bool:
        """Whether there is such a file (what leads out of the project is not there)."""
        if path in self.changed:
            return self.changed[path] is not None
        try:
            return inside(self.root, path).is_file()
        except (Problem, OSError):
            return False

    def with_(self, path: str, content: bytes | None) -> "Tree":
        """This tree with one file changed."""
        return Tree(root=self.root, changed={**self.changed, path: content})


def inside(root: Path, path: str) -> Path:
    """Where this path really is, links followed. Problem (code 4) where that is not under the root."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in path:
        raise Problem(
            f"{path} leads out of the project.", "Give a path below the project's root.", 4
        )
    try:
        real = root.joinpath(*pure.parts).resolve()
    except (OSError, RuntimeError) as error:
        raise Problem(
            f"{path} cannot be followed: {error}.", "Look at its symbolic links.", 4
        ) from None
    if not real.is_relative_to(root.resolve()):
        raise Problem(
            f"{path} is, or lies behind, a symbolic link that leads out of the project.",
            f"Nothing is written through it; replace the link with a file or folder, or work in {real.parent}.",
            4,
        )
    return real


def on_disk(root: Path, path: str) -> bytes | None:
    """The content of a file, None where there is none. Problem where something else is in the way."""
    try:
        return inside(root, path).read_bytes()
    except FileNotFoundError:
        return None
    except (IsADirectoryError, NotADirectoryError):
        raise Problem(
            f"{path} is not a file.", "Move what is in its way, then run this again.", 4
        ) from None
    except OSError as error:
        raise Problem(
            f"{path} cannot be read: {error.strerror}.", "Give yourself the right to read it."
        ) from None


def mode_of(root: Path, path: str) -> int | None:
    """The permission bits of a file, None where there is none."""
    try:
        return stat.S_IMODE(inside(root, path).stat().st_mode)
    except OSError:
        return None
