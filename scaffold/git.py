"""git, asked so that nothing that a repository configures is run: no hook, no filter, no file watcher."""

import os
import shutil
import subprocess
from pathlib import Path

QUIET = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
ELSEWHERE = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"}
"""What a hook that starts rung would hand down: another repository than the project's own."""
SECONDS = 30


def git(
    cwd: Path, *arguments: str, feed: bytes = b""
) -> "subprocess.CompletedProcess[bytes] | None":
    """Run git in this folder; None where there is no git, or it does not answer within 30 s."""
    program = shutil.which("git")
    if program is None:
        return None
    try:
        return subprocess.run(
            [program, *QUIET, *arguments],
            cwd=cwd,
            env={key: value for key, value in os.environ.items() if key not in ELSEWHERE},
            input=feed,
            capture_output=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
