"""Whether git ignores a file: what it does not commit, `.rung/` must not commit a copy of."""

from pathlib import Path

from scaffold.git import git


def ignored(root: Path, path: str) -> bool:
    """False where there is no git or no repository."""
    return _says(root, "check-ignore", "-q", "--", path)


def tracked(root: Path, path: str) -> bool:
    """Whether git commits a file; False where there is no git or no repository."""
    return _says(root, "ls-files", "--error-unmatch", "--", path)


def _says(root: Path, *question: str) -> bool:
    done = git(root, *question)
    return done is not None and done.returncode == 0
