"""`rung status`: which rungs a project holds, and which of their files have changed since."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli import options

if TYPE_CHECKING:
    from scaffold.core import Receipt


def status(path: options.Folder = Path(), as_json: options.AsJson = False) -> int:
    """Show the rungs built here and what has changed since."""
    from cli.look import root_of
    from scaffold.ledger import read

    root = root_of(path)
    held = {one.rung: drift(root, one) for one in read(root).receipts}
    if as_json:
        from cli.page import json as page

        page.write({"schema": page.SCHEMA, "root": str(root), "rungs": held})
    else:
        from cli.screen import status as screen

        screen.show(root, held)
    return 0


def drift(root: Path, receipt: "Receipt") -> dict[str, str]:
    """Each file of the rung: as_built, changed or deleted."""
    return {path: _state(root / path, digest) for path, digest in receipt.files.items()}


def _state(file: Path, digest: str) -> str:
    import hashlib

    if not file.is_file():
        return "deleted"
    same = hashlib.sha256(file.read_bytes()).hexdigest() == digest
    return "as_built" if same else "changed"
