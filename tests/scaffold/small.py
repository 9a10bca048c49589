"""Small templates and projects that the tests of the engine share."""

from collections.abc import Mapping
from pathlib import Path

from checks.core import Looks
from scaffold.apply import apply
from scaffold.core import Plan, Step, Value
from scaffold.plan import make
from scaffold.undo import plan as undoing


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write these files below a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def template(
    templates: Path, rung: str, files: Mapping[str, str], edits: str = "", questions: str = ""
) -> None:
    """One template; `files` by their path in the project."""
    lay(templates / rung, {f"files/{path}.jinja": one for path, one in files.items()})
    lay(templates / rung, {"copier.yml": f"_subdirectory: files\n{questions}", "edits.yml": edits})


def planned(root: Path, templates: Path, rung: str, **answers: Value) -> Plan:
    """The plan of a rung with these answers."""
    return make(root, Step(rung=rung, answers=answers), Looks(), templates=templates)


def built(root: Path, templates: Path, rung: str, **answers: Value) -> Plan:
    """Plan and apply."""
    plan = planned(root, templates, rung, **answers)
    apply(plan)
    return plan


def undone(root: Path, rung: str) -> Plan:
    """Take out."""
    plan = undoing(root, rung)
    apply(plan)
    return plan


def state(root: Path) -> dict[str, tuple[str, int]]:
    """Everything below a folder, as bytes and mode; folders too."""
    return {
        str(one.relative_to(root)): (
            one.read_bytes().hex() if one.is_file() else "folder",
            one.stat().st_mode,
        )
        for one in sorted(root.rglob("*"))
    }
