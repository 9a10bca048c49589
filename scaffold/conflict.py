"""What cannot be merged, left in the file between markers: all three texts, nobody's side taken.

The markers are git's (https://git-scm.com/docs/git-merge-file, `--diff3`), so that every editor knows them. A file
counts as unsettled while one of our labelled lines is in it.
"""

import tempfile
from pathlib import Path

from scaffold import text
from scaffold.git import git

LABELS = ("yours", "last generated", "new template")
MARKS = tuple(f"{sign * 7} {label}".encode() for sign, label in zip("<|>", LABELS, strict=True))
MOST = 127
"""git merge-file returns the number of conflicts, at most 127; more is an error."""
BESIDE = ".rung-new"
"""Where there is no git, or the file is no text: the new text stands in a file of this ending beside it."""


def marked(content: bytes | None) -> bool:
    """Whether one of rung's conflict markers is in it."""
    return any(line.startswith(MARKS) for line in (content or b"").splitlines())


def somebodys(content: bytes | None) -> bool:
    """Whether it holds the markers of some merge, git's own included."""
    lines = (content or b"").splitlines()
    return any(one.startswith(b"<<<<<<< ") for one in lines) and any(
        one.startswith(b">>>>>>> ") for one in lines
    )


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """`ours` merged with what changed from `base` to `theirs`, markers where both changed; its own newline style.

    None where that cannot be had: no git, no text, or a text that has such markers of its own.
    """
    if any(marked(one) for one in (base, ours, theirs)):
        return None
    try:
        texts = [text.read(one) for one in (ours, base, theirs)]
    except ValueError:
        return None
    with tempfile.TemporaryDirectory(prefix="rung-merge-") as folder:
        names = ["yours", "base", "new"]
        for name, one in zip(names, texts, strict=True):
            (Path(folder) / name).write_bytes(one.body.encode())
        labels = [word for one in LABELS for word in ("-L", one)]
        done = git(Path(folder), "merge-file", "-p", "--diff3", *labels, *names)
    if done is None or not 0 <= done.returncode <= MOST:
        return None
    return texts[0].bytes(done.stdout.decode())
