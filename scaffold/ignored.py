"""Whether git ignores a file: what it does not commit, `.rung/` must not commit a copy of."""

import shutil
import subprocess
from pathlib import Path


def ignored(root: Path, path: str) -> bool:
    """False where there is no git or no repository. Nothing that the repository configures is run."""
    git = shutil.which("git")
    if git is None:
        return False
    try:
        done = subprocess.run(
            [git, "-c", "core.fsmonitor=false", "check-ignore", "-q", "--", path],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
