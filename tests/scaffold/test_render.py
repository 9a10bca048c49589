"""Copier renders into memory, and nothing of it is felt outside."""

from pathlib import Path

import pytest

from scaffold.render import digest, render
from tests.scaffold.small import lay, template


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "templates"


def test_files_edits_commands_and_answers(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    template(
        shelf,
        "x",
        {
            "{% if size > 3 %}big.txt{% endif %}": "size {{ size }}",
            "a/{{ name }}.py": "{% raw %}{{ x }}{% endraw %}\n",
        },
        '- gitignore: {line: {{ name | to_json }}}\n- gitignore: {line: no}\n  when: "{{ size > 100 }}"\n',
        "size: {type: int, default: 8}\nname: {type: str, default: \"a: 'b'\"}\n",
    )
    lay(shelf / "x", {"commands.yml": "- run {{ size }}\n"})
    (shelf / "x/files/run.sh.jinja").write_text("#!/bin/sh\n")
    (shelf / "x/files/run.sh.jinja").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    found = render(shelf / "x", {"size": 9}, ["size", "name"])
    assert Path.cwd() == tmp_path
    assert found.files == {
        "big.txt": (b"size 9", False),
        "a/a: 'b'.py": (b"{{ x }}\n", False),
        "run.sh": (b"#!/bin/sh\n", True),
    }
    assert [one.arguments for one in found.edits] == [{"line": "a: 'b'"}]
    assert found.commands == ("run 9",)
    assert found.answers == {"size": 9, "name": "a: 'b'"}


def test_the_keys_of_yaml_1_2_stay_text(shelf: Path) -> None:
    template(shelf, "x", {}, "- compose_depends_on: {service: web, on: db}\n")
    assert render(shelf / "x", {}, []).edits[0].arguments == {"service": "web", "on": "db"}


def test_the_users_own_copier_settings_are_not_read(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"settings.yml": "defaults: {size: 77}\n"})
    monkeypatch.setenv("COPIER_SETTINGS_PATH", str(tmp_path / "settings.yml"))
    template(shelf, "x", {"a": "{{ size }}"}, "", "size: {type: int, default: 8}\n")
    assert render(shelf / "x", {}, ["size"]).files["a"][0] == b"8"


def test_the_version_is_the_content(shelf: Path) -> None:
    template(shelf, "x", {"a": "1"})
    first = digest(shelf / "x")
    assert digest(shelf / "x") == first
    lay(shelf / "x", {"files/a.jinja": "2"})
    assert digest(shelf / "x") != first
