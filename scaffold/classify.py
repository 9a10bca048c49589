"""What a plan does with a file that a template brings, told from three texts: last written, there now, wanted."""

from dataclasses import dataclass

from scaffold import merge
from scaffold.core import Change, Kind

EXECUTABLE = 0o755


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


def change(file: File) -> Change:
    """The change of one file; a user's byte is never part of what goes away."""
    if file.wanted is None:
        return _gone(file)
    if file.base is None:
        return _first(file)
    if file.there is None:
        return _change(file, Kind.USER_DELETED, None, "You deleted it: it stays deleted.")
    if file.there == file.wanted:
        return _change(file, Kind.SKIP, file.there)
    if file.there == file.base:
        return _change(file, Kind.UPDATE, file.wanted)
    if file.wanted == file.base:
        return _change(file, Kind.SKIP, file.there, "Your changes are kept.")
    merged = merge.onto(file.path, file.base, file.there, file.wanted)
    if merged is None:
        note = "You changed the lines that would change now: your file is left as it is."
        return _change(file, Kind.CONFLICT, file.there, note)
    return _change(file, Kind.MERGE, merged, "Your changes are kept.")


def _first(file: File) -> Change:
    if file.there is None:
        return _change(file, Kind.CREATE, file.wanted)
    if file.there == file.wanted:
        return _change(file, Kind.SKIP, file.there, "It is there already, with this very content.")
    owner = f"It belongs to {file.owner}" if file.owner else "A file of that name is there"
    return _change(file, Kind.COLLISION, file.there, f"{owner} and is left alone.")


def _gone(file: File) -> Change:
    if file.there is None:
        return _change(file, Kind.USER_DELETED, None, "You deleted it already.")
    if file.owner:
        return _change(file, Kind.SKIP, file.there, f"{file.owner} needs it too.")
    if file.there == file.base:
        return _change(file, Kind.DELETE, None)
    return _change(
        file, Kind.KEEP_MODIFIED, file.there, "You changed it: it is yours now and stays."
    )


def _change(file: File, kind: Kind, after: bytes | None, note: str = "") -> Change:
    mode = EXECUTABLE if file.executable and kind is Kind.CREATE else None
    return Change(path=file.path, kind=kind, before=file.there, after=after, mode=mode, note=note)
