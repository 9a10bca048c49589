"""The house rules as tests: what CONTRIBUTING promises, the tree must hold."""

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.engine import discover
from checks.vitals import Vitals, names
from playbooks.pages import rungs
from tests.needs import need

ROOT = Path(__file__).parents[1]
FLOORS = ("cli", "scaffold", "playbooks", "checks")
OURS = {*FLOORS, "rung"}
SHIPPED = (*FLOORS, "templates")
TEMPLATES_OF_NO_RUNG = {"demo", "new"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 60


def sources(*floors: str) -> Iterator[Path]:
    """Every Python file of these floors."""
    for floor in floors:
        yield from sorted((ROOT / floor).rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("name", sorted(discover()))
def test_a_check_has_a_page_and_a_test_of_its_name(name: str) -> None:
    area, _, file = name.partition(".")
    assert len(discover()[name].page.split()) >= 20, "the module docstring is the check's page"
    assert (ROOT / "tests" / "checks" / area / f"test_{file}.py").is_file()


def test_a_check_is_named_by_a_rung_or_marked_advice() -> None:
    named = {check for rung in rungs() for check in (*rung.raised_by, *rung.vetoed_by)}
    assert named <= set(discover()), "a rung names a check that is not there"
    assert {name for name, one in discover().items() if not one.advice} <= named


def test_the_checks_that_rungs_name_take_vitals_alone() -> None:
    for rung in rungs():
        for check in (*rung.raised_by, *rung.vetoed_by):
            assert discover()[check].needs == (Vitals,), check


def test_every_rung_is_settled_by_and_predicts_vitals_that_exist() -> None:
    for rung in rungs():
        told = {one.vital for one in rung.predicts} | ({rung.settled_by} - {""})
        assert told <= set(names()), rung.name


def test_templates_and_rungs_belong_together() -> None:
    folders = {one.name for one in (ROOT / "templates").iterdir() if one.is_dir()}
    assert folders - TEMPLATES_OF_NO_RUNG == {one.name for one in rungs() if one.template}
    for name in folders - TEMPLATES_OF_NO_RUNG:
        assert (ROOT / "templates" / name / "README.md").is_file()
        assert (ROOT / "templates" / name / "copier.yml").is_file()


def test_template_files_end_in_jinja_so_that_no_tool_reads_them_as_code() -> None:
    files = [one for one in (ROOT / "templates").glob("*/files/**/*") if one.is_file()]
    assert files
    assert [str(one) for one in files if one.suffix != ".jinja"] == []


def test_only_the_command_line_talks() -> None:
    talkers = {"typer", "rich", "questionary", "click"}
    for path in sources("scaffold", "playbooks", "checks"):
        assert not imported(path) & talkers, path
        calls = (one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call))
        assert not [one for one in calls if getattr(one.func, "id", "") == "print"], path


def test_files_and_functions_stay_small_rooms() -> None:
    for path in sources(*FLOORS):
        assert len(path.read_text().splitlines()) <= LONGEST_FILE, path
        for one in functions(path):
            length = (one.end_lineno or one.lineno) - one.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{path}:{one.lineno} {one.name} has {length} lines"


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_import_circles() -> None:
    files = (ROOT / "rung.py", *sources(*FLOORS))
    graph = {module(path): set(edges(path)) for path in files}
    done: set[str] = set()
    path: list[str] = []

    def visit(node: str) -> None:
        assert node not in path, f"circle: {' -> '.join([*path[path.index(node) :], node])}"
        if node in done:
            return
        path.append(node)
        for target in sorted(graph.get(node, ())):
            visit(target)
        path.pop()
        done.add(node)

    for node in sorted(graph):
        visit(node)


def module(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def edges(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports, at once or later inside a function; not for its types alone."""
    for node in _running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                yield below if _is_module(below) else node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.split(".")[0] in OURS)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield child
            yield from _running(child)


def _is_module(dotted: str) -> bool:
    path = ROOT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def test_readme_tables_equal_the_generated_ones() -> None:
    from cli.tables import tables

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, table in tables().items():
        block = re.search(
            rf"<!-- generated: {name} -->\n(.*?)\n?<!-- /generated -->", readme, re.DOTALL
        )
        assert block, f"README has no generated block {name!r}"
        assert block.group(1).strip() == table.strip(), f"README's table {name!r} is stale"


def test_every_command_and_option_has_help() -> None:
    import typer.main

    from cli.app import app

    group = typer.main.get_group(app)
    for name, command in group.commands.items():
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", "") or parameter.param_type_name == "argument", (
                f"{name} {parameter.name}"
            )


def test_the_wheel_holds_every_file_of_the_shipped_folders(tmp_path: Path) -> None:
    need(importlib.util.find_spec("hatchling"), "hatchling: pip install -e '.[dev]'")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    packed = {one for one in zipfile.ZipFile(wheel).namelist() if not one.startswith("rung-")}
    tracked = tracked_files(*SHIPPED)
    there = {one for one in tracked if (ROOT / one).is_file()}
    assert packed == {"rung.py", *(f"_rung/{one}" for one in there)}


def test_no_machine_path_and_no_registry_host_in_any_file() -> None:
    forbidden = re.compile(rb"/work/|/root/|files\.pythonhosted|pypi\.org/simple|registry\.npmjs")
    files = tracked_files()
    for name in files:
        path = ROOT / name
        if path.is_file() and path != Path(__file__):
            assert not forbidden.search(path.read_bytes()), name


def tracked_files(*folders: str) -> list[str]:
    """What git tracks or would track below these folders, names as they are."""
    need(shutil.which("git") and (ROOT / ".git").exists(), "a clone and git (apt-get install git)")
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [one for one in done.stdout.split("\0") if one]
