"""Whether git ignores a file: what it does not commit, `.rung/` must not commit a copy of."""

from pathlib import Path

from scaffold.git import git


def ignored(root: Path, path: str) -> bool:
    """False where there is no git or no repository."""
    done = git(root, "check-ignore", "-q", "--", path)
    return done is not None and done.returncode == 0
