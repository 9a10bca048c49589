"""Whether a project uses what only a session keeps: it cannot share connections without clearing that first.

The list of session features is that of PgBouncer's "SQL feature map for pooling modes"
(https://www.pgbouncer.org/features.html).
"""

import re

from checks.probes.repo.snapshot import Repo

USES = re.compile(
    r"""\bset_config\s*\( | \bpg_(?:try_)?advisory_lock(?:_shared)?\s*\( | \bcreate\s+(?:local\s+)?temp(?:orary)?\s
    | ["'\s](?:un)?listen\s+[a-z_"] | ["']\s*set\s+(?!local\b|transaction\b)(?:session\s+)?[a-z_.]+\s*(?:=|\bto\b)
    | ["']\s*prepare\s+\w+ | \bwith\s+hold\b""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST = 1_000_000
TESTS = re.compile(r"(^|/)(tests?|docs?|examples?|migrations|versions)/|(^|/)(test_|conftest)")


def where(repo: Repo) -> str:
    """The first place (`file:line`) that uses session state, empty where none does."""
    for path in repo.files:
        if path.endswith(".py") and not TESTS.search(path):
            text = _text(repo, path)
            if found := USES.search(text):
                line = text[: found.start() + 1].count("\n") + 1
                return f"{path}:{line}"
    return ""


def _text(repo: Repo, path: str) -> str:
    file = repo.root / path
    try:
        if file.is_symlink() or file.stat().st_size > LONGEST:
            return ""
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
