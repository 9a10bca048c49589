"""A change as a unified diff, for people."""

import difflib

from scaffold.core import Change

NO_NEWLINE = "\\ No newline at end of file"


def unified(change: Change) -> str:
    """The diff of one file; a file that is not text is said to differ, no more."""
    try:
        before, after = (_lines(one) for one in (change.before, change.after))
    except UnicodeDecodeError:
        return f"Binary files a/{change.path} and b/{change.path} differ\n"
    old = f"a/{change.was or change.path}" if change.before is not None else "/dev/null"
    new = f"b/{change.path}" if change.after is not None else "/dev/null"
    out = []
    for line in difflib.unified_diff(before, after, old, new):
        out.append(line if line.endswith("\n") else f"{line}\n{NO_NEWLINE}\n")
    return "".join(out)


def _lines(content: bytes | None) -> list[str]:
    return [one.decode() for one in (content or b"").splitlines(keepends=True)]
