"""What a plan does with a file that a template brings, told from three texts: last written, there now, wanted."""

from dataclasses import dataclass

from scaffold import conflict, merge, text
from scaffold.core import Change, Kind

EXECUTABLE = 0o755
BOTH = "You changed lines that the new template changes too"
SETTLE = (
    f"{BOTH}: both stand in the file, between markers. Make of them what it should say, take the markers out, "
    "then run the upgrade again."
)
ASIDE = (
    f"{BOTH}: your file is left as it is, the new text is in {{beside}}. Take over what you want, delete that file, "
    "then run the upgrade again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: `base` is what rung last wrote, `there` what is there now, `wanted` the template's word; None: none."""

    path: str
    base: bytes | None
    there: bytes | None
    wanted: bytes | None
    executable: bool = False
    owner: str = ""
    """Another rung that made the file."""
    why: str = ""
    """Why the template no longer brings it."""
    leave: bool = False
    """Leave a conflict in the file, between markers; else it is only told."""


def change(file: File) -> Change:
    """The change of one file; a user's byte is never part of what goes away."""
    if file.wanted is None:
        return _gone(file)
    if file.base is None:
        return _first(file, file.wanted)
    if file.there is None:
        return _change(file, Kind.USER_DELETED, None, "You deleted it: it stays deleted.")
    if text.same(file.there, file.wanted):
        return _change(file, Kind.SKIP, file.there)
    if text.same(file.there, file.base):
        return _change(file, Kind.UPDATE, text.restyled(file.wanted, file.there))
    if text.same(file.wanted, file.base):
        return _change(file, Kind.SKIP, file.there, "Your changes are kept.")
    return _both(file, file.base, file.there, file.wanted)


def _both(file: File, base: bytes, there: bytes, wanted: bytes) -> Change:
    merged = merge.onto(file.path, base, there, wanted)
    if merged is not None:
        return _change(file, Kind.MERGE, merged, "Your changes are kept.")
    if not file.leave:
        return _change(file, Kind.CONFLICT, there, f"{BOTH}: your file is left as it is.")
    left = conflict.merged(base, there, wanted)
    if left is not None and conflict.marked(left):
        return _change(file, Kind.CONFLICT, left, SETTLE)
    beside = f"{file.path}{conflict.BESIDE}"
    return _change(file, Kind.CONFLICT, there, ASIDE.format(beside=beside))


def _first(file: File, wanted: bytes) -> Change:
    if file.there is None:
        return _change(file, Kind.CREATE, wanted)
    if text.same(file.there, wanted):
        return _change(file, Kind.SKIP, file.there, "It is there already, with this very content.")
    owner = f"It belongs to {file.owner}" if file.owner else "A file of that name is there"
    return _change(file, Kind.COLLISION, file.there, f"{owner} and is left alone.")


def _gone(file: File) -> Change:
    why = f" The template no longer brings it: {file.why}." if file.why else ""
    if file.there is None:
        return _change(file, Kind.USER_DELETED, None, f"You deleted it already.{why}")
    if file.owner:
        return _change(file, Kind.SKIP, file.there, f"{file.owner} needs it too.")
    if text.same(file.there, file.base):
        return _change(file, Kind.DELETE, None, why.strip())
    return _change(
        file, Kind.KEEP_MODIFIED, file.there, f"You changed it: it is yours now and stays.{why}"
    )


def _change(file: File, kind: Kind, after: bytes | None, note: str = "") -> Change:
    mode = EXECUTABLE if file.executable and kind is Kind.CREATE else None
    return Change(path=file.path, kind=kind, before=file.there, after=after, mode=mode, note=note)
