"""One entry in the include of the user's compose file."""

from pathlib import Path

import pytest

from scaffold.edits.core import Edit, Edited, Refused, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE, already, edited, refused

PATH = {"path": "deploy/compose/x.yaml"}
ENTRY = "include:\n  - path: deploy/compose/x.yaml\n    project_directory: .\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("services:\n  web: {}\n", f"{ENTRY}\nservices:\n  web: {{}}\n"),
        ("# head\nservices:\n  a: {}", f"# head\n{ENTRY}\nservices:\n  a: {{}}"),
        (
            "version: '3'\n\n# the services\nservices:\n  a: {}\n",
            f"version: '3'\n\n{ENTRY}\n# the services\nservices:\n  a: {{}}\n",
        ),
        ("name: x\n", f"name: x\n\n{ENTRY}"),
        (
            "include:\n- a.yaml # c\n\n# s\nservices: {}\n",
            "include:\n- a.yaml # c\n- path: deploy/compose/x.yaml\n  project_directory: .\n\n# s\nservices: {}\n",
        ),
        (
            "include:\n   - path: a.yaml\n     env_file: e\nservices: {}\r\n",
            "include:\n   - path: a.yaml\n     env_file: e\n   - path: deploy/compose/x.yaml\n"
            "     project_directory: .\nservices: {}\r\n",
        ),
        ("\ufeffservices: {}\r\n", "\ufeff" + f"{ENTRY}\nservices: {{}}\n".replace("\n", "\r\n")),
    ],
)
def test_the_entry_is_added(before: str, after: str) -> None:
    edited("compose_include", "compose.yaml", before, after, **PATH)


def test_a_compose_file_in_a_folder_reaches_up_to_the_root() -> None:
    entry = "include:\n  - path: ../deploy/compose/x.yaml\n    project_directory: ..\n"
    file = "docker/docker-compose.yml"
    edited(
        "compose_include", file, "services: {}\n", f"{entry}\nservices: {{}}\n", **PATH, file=file
    )


@pytest.mark.parametrize(
    "said",
    [
        "include: [deploy/compose/x.yaml]\n",
        "include: deploy/compose/x.yaml\n",
        "include:\n  - ./deploy/compose/x.yaml\n",
        "include:\n  - path: [a.yaml, deploy/compose/x.yaml]\n",
    ],
)
def test_left_alone_where_it_is_included(said: str) -> None:
    already("compose_include", "compose.yaml", f"{said}services: {{}}\n", **PATH)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("include: [a.yaml]\nservices: {}\n", "not a block list"),
        ("include: a.yaml\nservices: {}\n", "not a list"),
        ("services:\n  {{ x }}: {}\n", "itself a template"),
        ("a: 1\n---\nb: 2\n", "several documents"),
        ("{services: {}}\n", "not a block"),
        ("- a\n", "not a block"),
        ("", "not a block"),
        ("services:\n  web: [\n", "line"),
        ("services: {}\nservices: {}\n", "twice"),
        (b"\xff\xfe", "compose.yaml"),
        ("x: &i\n  - a.yaml\ninclude: *i\n", "not a block list"),
        (None, "no compose file"),
    ],
)
def test_refused_with_the_snippet(before: str | bytes | None, why: str) -> None:
    end = refused("compose_include", "compose.yaml", before, why, **PATH)
    assert "project_directory: ." in end.snippet


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (("compose.yaml", "docker-compose.yml"), "compose.yaml"),
        (("docker-compose.yml",), "docker-compose.yml"),
        (("docker-compose.yaml", "docker-compose.yml"), "docker-compose.yaml"),
        (("compose.yml",), "compose.yml"),
    ],
)
def test_every_name_in_the_order_of_compose(there: tuple[str, ...], taken: str) -> None:
    end = run(
        Edit(operation="compose_include", arguments=PATH),
        Tree(root=NOWHERE, changed=dict.fromkeys(there, b"services: {}\n")),
    )
    assert isinstance(end, Edited)
    assert end.path == taken


def test_the_name_that_the_env_file_gives() -> None:
    files = {
        ".env": b"A=1\nCOMPOSE_FILE=./dev.yml:b.yml\n",
        "dev.yml": b"services: {}\n",
        "compose.yaml": b"x: 1\n",
    }
    end = run(Edit(operation="compose_include", arguments=PATH), Tree(root=NOWHERE, changed=files))
    assert isinstance(end, Edited)
    assert end.path == "dev.yml"


def test_a_compose_file_above_the_project_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    root = tmp_path / "app"
    root.mkdir()
    end = run(Edit(operation="compose_include", arguments=PATH), Tree(root=root))
    assert isinstance(end, Refused)
    assert str(tmp_path / "compose.yaml") in end.why


def test_a_new_compose_file_where_that_is_asked_for() -> None:
    end = run(
        Edit(operation="compose_include", arguments={**PATH, "create": True}), Tree(root=NOWHERE)
    )
    assert isinstance(end, Edited)
    assert end.content.decode() == ENTRY


def test_the_snippet_for_a_file_above_is_written_from_there(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yml").write_text("services: {}\n")
    root = tmp_path / "apps" / "api"
    root.mkdir(parents=True)
    end = run(Edit(operation="compose_include", arguments=PATH), Tree(root=root))
    assert isinstance(end, Refused)
    assert "path: apps/api/deploy/compose/x.yaml" in end.snippet
    assert "project_directory: apps/api" in end.snippet


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("requirements-dev.txt", "docker-compose==1.29.2\n"),
        (".gitlab-ci.yml", "image: docker/compose:1.29.2\n"),
        (".github/workflows/ci.yml", "env:\n  DOCKER_COMPOSE_VERSION: '2.17.3'\n"),
        ("deploy/up.sh", "curl -L https://github.com/docker/compose/releases/download/v2.19.1/x\n"),
    ],
)
def test_refused_where_an_older_compose_is_pinned(path: str, line: str) -> None:
    files = {"compose.yaml": b"services: {}\n", path: line.encode()}
    end = run(Edit(operation="compose_include", arguments=PATH), Tree(root=NOWHERE, changed=files))
    assert isinstance(end, Refused)
    assert path in end.why
    assert "2.20" in end.why
    assert "path: deploy/compose/x.yaml" in end.snippet


def test_refused_in_the_format_of_compose_1() -> None:
    refused("compose_include", "docker-compose.yml", "web:\n  image: a\n", "Compose 1", **PATH)


@pytest.mark.parametrize(
    ("path", "line", "note"),
    [
        ("Makefile", "up:\n\tdocker-compose -f compose.yaml up -d\n", "Makefile:2"),
        ("scripts/run.sh", "docker-compose up\n", "scripts/run.sh:1"),
        ("Makefile", "up:\n\tdocker compose up # was docker-compose\n", ""),
        ("Makefile", "# docker-compose up\n", ""),
        ("Makefile", "up:\n\tdocker compose -f docker-compose.yml up\n", ""),
        (".gitlab-ci.yml", "image: docker/compose:2.24.1\n", ""),
        ("requirements.txt", "docker==7.1.0\n", ""),
    ],
)
def test_a_call_of_the_old_program_is_worth_a_note(path: str, line: str, note: str) -> None:
    files = {"compose.yaml": b"services: {}\n", path: line.encode()}
    end = run(Edit(operation="compose_include", arguments=PATH), Tree(root=NOWHERE, changed=files))
    assert isinstance(end, Edited)
    assert end.note.startswith(note)
    assert bool(end.note) is bool(note)


def test_a_file_that_includes_already_knows_how() -> None:
    files = {
        "compose.yaml": b"include:\n  - a.yaml\nservices: {}\n",
        "requirements.txt": b"docker-compose==1.29.2\n",
    }
    end = run(Edit(operation="compose_include", arguments=PATH), Tree(root=NOWHERE, changed=files))
    assert isinstance(end, Edited)
