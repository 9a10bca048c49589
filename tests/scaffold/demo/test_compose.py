"""What a compose file declares, read as Docker Compose reads it."""

from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.demo import compose, project


def lay(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


def test_the_demos_own_project(project_of_the_demo: Path) -> None:
    found = compose.services(project_of_the_demo)
    assert set(found) == {"web", "db", "mail"}
    assert found["web"].command[:2] == ("uvicorn", "app.main:app")
    assert found["web"].environment["SMTP_PORT"] == "1025"
    assert compose.settings(found["db"]) == {}


def test_flags_of_a_database_as_text_and_as_list(tmp_path: Path) -> None:
    for command in ("postgres -c a=1 -c b='x y'", '["postgres", "-c", "a=1", "-c", "b=x y"]'):
        lay(tmp_path, compose__yaml=f"services: {{db: {{image: postgres, command: {command}}}}}")
        assert compose.settings(compose.services(tmp_path)["db"]) == {"a": "1", "b": "x y"}


@pytest.mark.parametrize("include", ["- more.yaml", "- path: more.yaml", "- path: [more.yaml]"])
def test_an_included_file_brings_its_services(tmp_path: Path, include: str) -> None:
    lay(
        tmp_path,
        compose__yaml=f"include:\n  {include}\nservices: {{a: {{image: x}}}}",
        more__yaml="services: {b: {image: y}}",
    )
    assert set(compose.services(tmp_path)) == {"a", "b"}


def test_variables_come_from_the_env_file_and_defaults(tmp_path: Path) -> None:
    lay(
        tmp_path,
        compose__yaml="services: {a: {image: 'x:${TAG:-9}', environment: ['P=${P}', 'D=$$1', 'E=${P:-no}']}}",
        __env="P=secret\n",
    )
    one = compose.services(tmp_path)["a"]
    assert (one.image, dict(one.environment)) == ("x:9", {"P": "secret", "D": "$1", "E": "secret"})


def test_a_command_of_its_own_wins_over_the_dockerfile(tmp_path: Path) -> None:
    lay(
        tmp_path,
        compose__yaml="services: {a: {build: .}, b: {build: {context: .}, command: run it}}",
        Dockerfile='FROM x\nCMD ["first"]\nCMD uvicorn main:app\n',
    )
    found = compose.services(tmp_path)
    assert found["a"].command == ("uvicorn", "main:app")
    assert found["b"].command == ("run", "it")


def test_no_compose_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no compose file"):
        compose.services(tmp_path)


@pytest.fixture
def project_of_the_demo(tmp_path: Path) -> Path:
    return project.lay(tmp_path / "threads")
