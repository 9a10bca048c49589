"""Compose's own rules for variables, includes and durations, as the harness reads them."""

from pathlib import Path

import pytest

from tests.stack.model import fill, read, seconds


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("$A/${A}", "1/1"), ("${NO-x}", "x"), ("${EMPTY-x}", ""), ("${EMPTY:-x}", "x"), ("${A:+y}", "y"),
        ("$$A", "$A"), ("${NO}", ""), ("${NO:-$A}", "1"),
    ],
)  # fmt: skip
def test_variables(text: str, filled: str) -> None:
    assert fill(text, {"A": "1", "EMPTY": ""}) == filled


def test_a_variable_that_must_be_set(tmp_path: Path) -> None:
    file = tmp_path / "compose.yaml"
    file.write_text("services:\n  a:\n    image: ${NAME:?set it}\n")
    with pytest.raises(ValueError, match="NAME: set it"):
        read(file)
    (tmp_path / ".env").write_text("NAME=redis:7\n")
    assert read(file)["a"].image == "redis:7"


@pytest.mark.parametrize(
    ("text", "value"), [("5s", 5), ("1m30s", 90), ("500ms", 0.5), (None, 7), ("soon", 7)]
)
def test_durations(text: str | None, value: float) -> None:
    assert seconds(text, 7) == value


def test_an_included_file_resolves_against_its_project_folder(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/x.yaml").write_text(
        "services:\n  x:\n    build: ./x\n    volumes: [./y:/z:ro]\n"
    )
    file = tmp_path / "compose.yaml"
    file.write_text("include:\n  - path: deploy/x.yaml\n    project_directory: .\nservices: {}\n")
    assert read(file)["x"].build == tmp_path / "x"
    assert read(file)["x"].volumes == ((str(tmp_path / "y"), "/z"),)
    file.write_text("include: [deploy/x.yaml]\n")
    assert read(file)["x"].build == tmp_path / "deploy/x"


def test_an_include_may_not_redefine_a_service(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("services: {a: {image: b}}\n")
    (tmp_path / "compose.yaml").write_text("include: [x.yaml]\nservices: {a: {image: c}}\n")
    with pytest.raises(ValueError, match="defines a"):
        read(tmp_path / "compose.yaml")
