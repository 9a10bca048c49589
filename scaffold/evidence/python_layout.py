"""Where a new Python module goes in a project, and how the project's own files import it."""

import re
from pathlib import PurePosixPath

from checks.probes.repo.snapshot import Repo


def beside(repo: Repo, path: str, module: str) -> tuple[str, str]:
    """The file of a new `module` next to `path`, and the statement that imports it.

    A folder counts as a package when it holds `__init__.py`, or when the application is started or imported
    by a dotted name that goes through it (`uvicorn app.main:app`, `from app import ...`). Django's own modules are
    imported from the folder of manage.py.
    """
    folder = PurePosixPath(path).parent
    package = _package(repo, folder)
    file = str(folder / f"{module}.py")
    return file, f"from {package} import {module}" if package else f"import {module}"


def beside_settings(settings: str) -> str:
    """Where a module of a Django project goes: beside its settings, and beside the package where they are one."""
    pure = PurePosixPath(settings)
    return str(pure.parent if pure.parent.name == "settings" else pure)


def _package(repo: Repo, folder: PurePosixPath) -> str:
    """The dotted name of a folder, empty for a folder that is on the import path itself."""
    parts = [part for part in folder.parts if part != "."]
    manage = repo.python.manage_py if repo.python else None
    if manage and folder.is_relative_to(PurePosixPath(manage).parent):
        return ".".join(folder.relative_to(PurePosixPath(manage).parent).parts)
    if not all(part.isidentifier() for part in parts):
        parts = parts[_last_odd(parts) + 1 :]
    for start in range(len(parts)):
        dotted = ".".join(parts[start:])
        if _is_started(repo, dotted) or _has_init(repo, folder, len(parts) - start):
            return dotted
    return ""


def _last_odd(parts: list[str]) -> int:
    return max(at for at, part in enumerate(parts) if not part.isidentifier())


def _has_init(repo: Repo, folder: PurePosixPath, depth: int) -> bool:
    """Every one of the last `depth` folders of this path is a regular package."""
    chain = [folder, *folder.parents][:depth]
    return all(str(one / "__init__.py") in repo.files for one in chain)


def _is_started(repo: Repo, dotted: str) -> bool:
    said = re.compile(rf"(?<![\w.]){re.escape(dotted)}\.\w+(:\w+)?")
    return any(said.search(one.command) for one in repo.processes)
