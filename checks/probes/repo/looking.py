"""One look at a repository, put together."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from checks.probes.repo import (
    code,
    compose,
    kept,
    manifests,
    overruled,
    overruling,
    processes,
    remembered,
    settings,
)
from checks.probes.repo.components import components
from checks.probes.repo.context.build import context
from checks.probes.repo.facets.queues import with_brokers
from checks.probes.repo.overruling import Overruling
from checks.probes.repo.python import look as python
from checks.probes.repo.python.django import MODULE_VARIABLE
from checks.probes.repo.python.source import Program
from checks.probes.repo.python_manifests import DEVELOPMENT
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import ComposeFile, Process, PythonApp, Repo, Role
from checks.probes.repo.verdict import why_not_applicable
from checks.probes.repo.walk import Tree
from checks.probes.repo.workloads import objects
from checks.probes.repo.workloads.graph import graph

FIRST_MIGRATION = re.compile(r"(^|/)migrations/0001_\w+\.py$")
TEST_MODULE = re.compile(r"(^|/)test_\w+\.py$")


def look(root: Path) -> Repo:
    """Read the repository at `root`; nothing of it is imported or executed.

    Passwords are taken out of everything but compose files, whose text a rung may have to copy.

    Raises:
        Problem: there is no such folder, it may not be read, or its own configuration has a mistake.
    """
    with _uncollected():
        tree = Tree(root.resolve())
        name = kept.key(tree)
        said = overruling.read(tree)
        files = overruled.services(compose.read(tree), said)
        before = kept.load(tree, name, files)
        if before is not None:
            return before
        remembered.recall(tree)
        found = _looked(tree, said, files)
        remembered.remember(tree)
        return kept.keep(tree, name, found)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: syntax trees have none, and walking millions of nodes again and again costs
    a third of a look."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _looked(tree: Tree, said: Overruling, files: tuple[ComposeFile, ...]) -> Repo:
    program = Program(tree)
    started = processes.read(tree, files)
    app = python.look(tree, program, started, _settings_module(tree, files))
    sight = Sight(
        tree=tree,
        manifests=manifests.read(tree),
        compose=_with_web(files, started, app),
        processes=started,
        program=program,
        python=app,
        hits=tuple(code.hits(tree)),
        objects=objects.read(tree),
    )
    sight.python = _with_manifests(sight)
    sight.compose = with_brokers(sight)
    sight.workloads = graph(tree, sight.objects, sight.compose)
    sight.layers, sight.settings = settings.read(sight)
    found = overruled.components(components(sight), said)
    around = overruled.context(context(sight, found), said)
    if program.not_followed:
        more = len(program.not_followed) - 1
        reason = f"calls of routes were not followed into this and {more} more modules"
        tree.unread.setdefault(min(program.not_followed), reason)
    why_not = why_not_applicable(sight, found)
    return Repo(
        root=tree.root,
        applicable=not why_not,
        why_not=why_not,
        components=found,
        compose=sight.compose,
        processes=started,
        files=tree.files,
        unread=tuple(sorted(tree.unread.items())),
        python=sight.python,
        context=around,
        thresholds=overruling.thresholds(said),
    )


def _settings_module(tree: Tree, files: tuple[ComposeFile, ...]) -> str:
    """DJANGO_SETTINGS_MODULE as a production compose file or an image sets it; empty where neither does."""
    for file in files:
        for one in file.services if file.production else ():
            named = one.variables.get(MODULE_VARIABLE, "")
            if re.fullmatch(r"[\w.]+", named):
                return named
    for path in tree.named("uwsgi.ini"):
        found = re.search(
            rf"^env\s*=\s*{MODULE_VARIABLE}\s*=\s*([\w.]+)", tree.text(path) or "", re.M
        )
        if found:
            return found.group(1)
    for path in processes.dockerfiles(tree):
        for _, line in processes.instructions(tree.text(path) or ""):
            found = re.match(rf"ENV\b.*\b{MODULE_VARIABLE}[= ]\s*[\"']?([\w.]+)", line)
            if found and not processes.for_development(path):
                return found.group(1)
    return ""


def _with_web(
    files: tuple[ComposeFile, ...], started: tuple[Process, ...], app: PythonApp | None
) -> tuple[ComposeFile, ...]:
    """A service that is built here and has no command of its own runs what its Dockerfile starts."""
    by_image = {one.place.path: one.role for one in started if "ockerfile" in one.place.path}

    def of(file: ComposeFile) -> ComposeFile:
        base = file.path.rpartition("/")[0]
        services = []
        for one in file.services:
            folder = str(Path(base, one.builds or "")).strip("./") if one.builds else ""
            role = (
                by_image.get(f"{folder}/Dockerfile".strip("/"))
                if one.builds and not one.command
                else None
            )
            services.append(replace(one, role=role) if role and one.role is Role.OTHER else one)
        return replace(file, services=tuple(services))

    return tuple(of(file) for file in files)


def _with_manifests(sight: Sight) -> PythonApp | None:
    """The application with the files that declare what it needs, its migrations and its test runner."""
    app = sight.python
    if app is None:
        return None
    home = sight.folder_of(app.app_file)
    near = [one for one in sight.manifests if one.ecosystem == "pypi" and _covers(one.folder, home)]
    near.sort(key=lambda one: (-len(one.folder), _plainness(one.path), one.path))
    requirements = next((one.path for one in near if re.search(r"\.(txt|in)$", one.path)), None)
    pyproject = next((one.path for one in near if one.path.endswith("pyproject.toml")), None)
    kind, folder = _migrations(sight, app)
    return replace(
        app,
        requirements_file=requirements,
        pyproject=pyproject,
        migrations=kind,
        migrations_folder=folder,
        test_runner=_test_runner(sight, home),
    )


def _covers(folder: str, home: str) -> bool:
    return folder == home or not folder or home.startswith(f"{folder}/")


def _plainness(path: str) -> int:
    """requirements.txt before requirements-prod.txt before requirements-dev.txt."""
    name = path.rpartition("/")[2]
    if name in {"requirements.txt", "pyproject.toml"}:
        return 0
    return 2 if DEVELOPMENT.search(name.removeprefix("requirements")) else 1


def _migrations(sight: Sight, app: PythonApp) -> tuple[str | None, str | None]:
    for path in sight.tree.named("alembic.ini"):
        found = re.search(r"^script_location\s*=\s*(\S+)", sight.tree.text(path) or "", re.M)
        folder = path.rpartition("/")[0]
        where = (found.group(1) if found else "alembic").replace("%(here)s", ".").replace(":", "/")
        # relative to where a person runs it: beside the file, or the root of the project
        places = [Path(folder, where).as_posix(), Path(where).as_posix()]
        return "alembic", next(
            (one for one in places if f"{one}/env.py" in sight.tree.sizes), places[0]
        )
    for path in sight.tree.named("env.py"):
        folder = path.rpartition("/")[0]
        if f"{folder}/script.py.mako" in sight.tree.sizes:
            return "alembic", folder
    if app.framework == "django":
        made = [one for one in sight.tree.every(".py") if FIRST_MIGRATION.search(one)]
        return "django", made[0].rpartition("/")[0] if made else None
    return None, None


def _test_runner(sight: Sight, home: str) -> str | None:
    tree = sight.tree
    names = {
        d.name for one in sight.manifests if _covers(one.folder, home) for d in one.dependencies
    }
    configured = any(
        f"{home}/{one}".strip("/") in tree.sizes for one in ("pytest.ini", "conftest.py")
    )
    configured = configured or any(
        "[tool.pytest" in one.text for one in sight.manifests if _covers(one.folder, home)
    )
    if configured or names & {"pytest", "pytest-django", "pytest-asyncio"}:
        return "pytest"
    if sight.python is not None and sight.python.manage_py:
        return "django"
    tests = (one for one in tree.every(".py") if TEST_MODULE.search(one))
    return "unittest" if any("import unittest" in (tree.text(one) or "") for one in tests) else None
