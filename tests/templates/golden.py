"""Render a template as `rung` does, and compare the files with a golden tree that a person has read."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parents[2] / "templates"


def render(rung: str, into: Path, answers: Mapping[str, Any]) -> Path:
    """The files of a rung with these answers (defaults elsewhere), under `into`."""
    import copier

    copier.run_copy(
        str(TEMPLATES / rung), into, data=dict(answers), defaults=True, quiet=True, overwrite=True
    )
    return into


def files(root: Path) -> dict[str, str]:
    """Every file under a folder, by its path."""
    found = sorted(one for one in root.rglob("*") if one.is_file())
    return {one.relative_to(root).as_posix(): one.read_text(encoding="utf-8") for one in found}


def same(rendered: Path, expected: Path) -> None:
    """Fail unless both trees hold the same files; RUNG_UPDATE_GOLDEN=1 rewrites the expected one."""
    if os.environ.get("RUNG_UPDATE_GOLDEN") == "1":
        shutil.rmtree(expected, ignore_errors=True)
        shutil.copytree(rendered, expected)
    assert files(rendered) == files(expected)
