"""git's three stages of a conflict that an upgrade left in a file, so that editors and `git mergetool` open it.

A staged version is a user's byte too: stages take its place in the index only where it equals HEAD or the file as the
user had it, so that nothing is lost. Untracked files stay untracked (`git reset --hard` would take them for its own).
Where git is busy or absent, the markers in the file are all that is left.
"""

from dataclasses import dataclass

from scaffold import conflict, text
from scaffold.core import Change, Kind, Plan
from scaffold.git import git
from scaffold.held import Held, Ledger

MODES = {"100644", "100755"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Staged:
    """A file's only entry in the index."""

    mode: str
    name: str
    """The object's name."""
    path: str
    """From the top of the repository."""


def write(plan: Plan, after: Ledger) -> tuple[str, ...]:
    """Write the stages of each conflict that the plan has just left in a file; the paths where that was done."""
    left = [one for one in plan.changes if one.kind is Kind.CONFLICT and conflict.marked(one.after)]
    return tuple(one.path for one in left if one.before and _one(plan, after, one))


def _one(plan: Plan, after: Ledger, change: Change) -> bool:
    found = _staged(plan, change.path)
    held = next((one for one in after.rungs if change.path in one.pending), None)
    if found is None or held is None or not _loses_nothing(plan, found, change):
        return False
    sides = (_base(after, held, change.path), change.before, held.pending[change.path].theirs)
    crlf = b"\r\n" in (_blob(plan, found.name) or b"")
    lines = [f"0 {'0' * len(found.name)}\t{found.path}"]
    for number, side in enumerate(sides, start=1):
        name = _stored(plan, _like(side or b"", crlf=crlf))
        if not name:
            return False
        lines.append(f"{found.mode} {name} {number}\t{found.path}")
    feed = "".join(f"{line}\0" for line in lines).encode()
    done = git(plan.root, *_unfiltered(plan), "update-index", "-z", "--index-info", feed=feed)
    return bool(done and done.returncode == 0)


def _unfiltered(plan: Plan) -> list[str]:
    """git compares files that were written just now with their content, through their filters: those are left out."""
    done = git(plan.root, "config", "-z", "--name-only", "--get-regexp", r"^filter\.")
    keys = done.stdout.decode().split("\0") if done and done.returncode == 0 else []
    names = {one.removeprefix("filter.").rpartition(".")[0] for one in keys if one}
    pairs = [f"filter.{one}.{what}=" for one in sorted(names) for what in ("clean", "process")]
    pairs += [f"filter.{one}.required=false" for one in sorted(names)]
    return [word for pair in pairs for word in ("-c", pair)]


def _staged(plan: Plan, path: str) -> _Staged | None:
    """The file in the index; None where it is not tracked, or already in conflict, or a link."""
    done = git(plan.root, "ls-files", "-z", "--stage", "--full-name", "--", f":(literal){path}")
    lines = done.stdout.decode().split("\0")[:-1] if done and done.returncode == 0 else []
    if len(lines) != 1:
        return None
    said, _, full = lines[0].partition("\t")
    mode, name, stage = said.split()
    return _Staged(mode=mode, name=name, path=full) if stage == "0" and mode in MODES else None


def _loses_nothing(plan: Plan, found: _Staged, change: Change) -> bool:
    """Whether what is staged is also in HEAD, or is what the user had in the file."""
    head = git(plan.root, "rev-parse", "--verify", "--quiet", f"HEAD:{found.path}")
    if head and head.returncode == 0 and head.stdout.decode().strip() == found.name:
        return True
    return text.same(_blob(plan, found.name), change.before)


def _base(after: Ledger, held: Held, path: str) -> bytes:
    """What was last generated there."""
    chain = after.chain(path)
    return held.created.get(path) or (chain[-1].after if chain else b"")


def _blob(plan: Plan, name: str) -> bytes | None:
    done = git(plan.root, "cat-file", "blob", name)
    return done.stdout if done and done.returncode == 0 else None


def _stored(plan: Plan, content: bytes) -> str:
    done = git(plan.root, "hash-object", "-w", "--stdin", feed=content)
    return done.stdout.decode().strip() if done and done.returncode == 0 else ""


def _like(content: bytes, *, crlf: bool) -> bytes:
    """In the newline style that the repository keeps."""
    plain = content.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", b"\r\n") if crlf else plain
