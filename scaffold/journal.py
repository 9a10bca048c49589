"""All or nothing: a set of files is replaced as one, whatever stops the program on the way.

Everything is first written under `.rung/journal/` and flushed; then `plan.json` there says that the replacing has
begun; then each file is renamed into its place, after a last look that nobody has changed it meanwhile; then
`plan.json` is renamed to `done.json`, and that is the moment at which the change has happened. Whoever finds a
`plan.json` puts back what was there; whoever finds a `done.json` clears what is left over. Space and rights are needed
before the first file of the project is touched, and putting back needs none.
"""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from checks.core import Problem
from scaffold.core import Change
from scaffold.held import digest
from scaffold.interrupted import FOLDER, JOURNAL, PLAN
from scaffold.ledger import BOOK
from scaffold.tree import inside, mode_of, on_disk

LOCK = f"{FOLDER}/lock"
DONE = "done.json"
CHANGED = 4


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Alone in this project. Problem (code 4) where another `rung` is at work in it."""
    from filelock import FileLock, Timeout

    try:
        (root / FOLDER).mkdir(exist_ok=True)
        lock = FileLock(inside(root, LOCK), timeout=0)
        lock.acquire()
    except Timeout:
        raise Problem(
            "Another rung is at work in this project.", "Run this again when it is done.", 4
        ) from None
    except OSError as error:
        raise Problem(
            f"{root} cannot be written to: {error.strerror}.", "Nothing was changed."
        ) from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            (root / LOCK).unlink()
        lock.release()
        with contextlib.suppress(OSError):
            (root / FOLDER).rmdir()


def replace_all(root: Path, changes: Sequence[Change], folders: Sequence[str]) -> None:
    """Make every change, or none; `folders` are removed afterwards where nothing is left in them. Holds the lock.

    Raises:
        Problem: the system refuses a write (a full disk, no right, something in the way); nothing is changed.
    """
    journal = inside(root, JOURNAL)
    try:
        _stage(root, journal, changes, folders)
        for number, change in enumerate(changes):
            _put(root, change, journal / f"{number}.after")
        for touched in {inside(root, one.path).parent for one in changes}:
            _flush(touched)
        os.replace(journal / PLAN, journal / DONE)  # noqa: PTH105 (one name for every rename here)
    except BaseException as error:
        undone = roll_back(root)
        if isinstance(error, OSError):
            name = error.filename or root
            raise Problem(
                f"{name} cannot be written: {error.strerror}.{' ' + undone if undone else ''}",
                "Nothing was changed; make room or give the right to write, then run this again.",
            ) from error
        raise
    _flush(journal)
    _clear(root)


def recover(root: Path) -> str:
    """Put back what a run that was cut off had begun to replace; a sentence about it, empty where there was none."""
    traces = (root / JOURNAL).is_dir() or (root / LOCK).exists()
    if not traces and ((root / BOOK).exists() or not (root / FOLDER).is_dir()):
        return ""
    with locked(root):
        journal = inside(root, JOURNAL)
        begun, done = (journal / PLAN).is_file(), (journal / DONE).is_file()
        if done:
            _clear(root)
        left = "" if done else roll_back(root)
    said = "A run that was cut off left a change half-made: it was taken back." if begun else ""
    if done:
        said = "A run that was cut off had made its change whole; what it left behind was cleared."
    return f"{said} {left}".strip()


def roll_back(root: Path) -> str:
    """Every file of the journal as it was; a file that somebody changed meanwhile stays, and is named."""
    journal = inside(root, JOURNAL)
    kept = []
    if (journal / PLAN).is_file():
        plan = json.loads((journal / PLAN).read_text())
        for number, one in reversed(list(enumerate(plan["writes"]))):
            if not _put_back(root, journal / f"{number}.before", one):
                kept.append(one["path"])
        for folder in plan["folders"]:
            with contextlib.suppress(OSError):
                (root / folder).rmdir()
        (journal / PLAN).unlink()
    shutil.rmtree(journal, ignore_errors=True)
    return f"Changed by somebody meanwhile and left alone: {', '.join(kept)}." if kept else ""


def _put_back(root: Path, kept: Path, one: dict[str, str]) -> bool:
    """Whether the file is as it was; not where somebody else has changed it since."""
    now = on_disk(root, one["path"])
    state = "" if now is None else digest(now)
    if state == one["after"] != one["before"]:
        target = inside(root, one["path"])
        if one["before"]:
            _move(kept, target)
        else:
            target.unlink()
        return True
    return state == one["before"]


def _clear(root: Path) -> None:
    """What a change that has happened leaves over: the folders that are empty now, and the journal."""
    journal = inside(root, JOURNAL)
    gone = json.loads((journal / DONE).read_text())["gone"]
    for folder in sorted(gone, key=len, reverse=True):
        with contextlib.suppress(OSError):
            (root / folder).rmdir()
    shutil.rmtree(journal, ignore_errors=True)


def _stage(root: Path, journal: Path, changes: Sequence[Change], gone: Sequence[str]) -> None:
    shutil.rmtree(journal, ignore_errors=True)
    journal.mkdir(parents=True)
    (journal / ".gitignore").write_text("*\n")  # it holds copies of the user's files
    writes, folders = [], set()
    for number, one in enumerate(changes):
        target = inside(root, one.path)
        if target.exists() and not target.stat().st_mode & 0o222:
            raise PermissionError(errno.EACCES, "it is read-only", str(target))
        mode = mode_of(root, one.path)
        if one.before is not None:
            _write(journal / f"{number}.before", one.before, mode, target)
        if one.after is not None:
            _write(journal / f"{number}.after", one.after, mode or one.mode, target)
        before, after = ("" if it is None else digest(it) for it in (one.before, one.after))
        writes.append({"path": one.path, "before": before, "after": after})
        folders |= {str(up) for up in Path(one.path).parents if not (root / up).exists()}
    made = sorted(folders, key=len, reverse=True)
    said = {"writes": writes, "folders": made, "gone": list(gone)}
    _write(journal / f"{PLAN}.new", json.dumps(said).encode(), None, None)
    _flush(journal)
    os.replace(journal / f"{PLAN}.new", journal / PLAN)  # noqa: PTH105
    _flush(journal)


def _write(path: Path, content: bytes, mode: int | None, like: Path | None) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        if mode is not None:
            os.fchmod(file.fileno(), mode)
        if like is not None and like.exists():
            owner = like.stat()
            with contextlib.suppress(OSError):
                os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        os.fsync(file.fileno())


def _put(root: Path, change: Change, staged: Path) -> None:
    target = inside(root, change.path)
    if on_disk(root, change.path) != change.before:
        raise Problem(
            f"{change.path} was changed while rung was writing; its new text is kept, nothing else was changed.",
            "Run this again.",
            CHANGED,
        )
    if change.after is None:
        target.unlink()
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        _move(staged, target)


def _move(source: Path, target: Path) -> None:
    """Rename; through a copy beside the target where the project spans file systems."""
    try:
        os.replace(source, target)  # noqa: PTH105
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.with_name(f".{target.name}.rung-new")
        beside.unlink(missing_ok=True)
        _write(beside, source.read_bytes(), source.stat().st_mode & 0o7777, target)
        os.replace(beside, target)  # noqa: PTH105


def _flush(folder: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
