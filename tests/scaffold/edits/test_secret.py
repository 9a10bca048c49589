"""One generated value in an untracked `.env`."""

import subprocess
from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.edits.core import Already, Edit, End, Hidden, Refused, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE
from tests.scaffold.small import lay


def tried(files: dict[str, bytes], **arguments: str) -> End:
    edit = Edit(operation="secret", arguments={"name": "CACHE_PASSWORD", **arguments})
    return run(edit, Tree(root=NOWHERE, changed=files))


@pytest.mark.parametrize("content", [b"", b"A=1\n", b"#CACHE_PASSWORD=x\n", b"CACHE_PASSWORD=\n"])
def test_generated_where_the_key_is_missing(content: bytes) -> None:
    end = tried({".env": content})
    assert isinstance(end, Hidden)
    assert (end.path, end.name) == (".env", "CACHE_PASSWORD")
    assert "192 random bits" in end.note


@pytest.mark.parametrize(
    "content",
    [b"CACHE_PASSWORD=x\n", b"export CACHE_PASSWORD='y z'\r\n", b"A=1\nCACHE_PASSWORD = z"],
)
def test_a_value_that_is_there_stays_and_is_not_told(content: bytes) -> None:
    end = tried({".env": content})
    assert isinstance(end, Already)
    assert not isinstance(end, Hidden)
    assert not Tree(root=NOWHERE, changed={".env": content}).has(end.path)


def test_beside_the_compose_file() -> None:
    end = tried({}, beside="docker/docker-compose.yml")
    assert isinstance(end, Hidden)
    assert end.path == "docker/.env"


def test_refused_where_it_is_no_text() -> None:
    end = tried({".env": b"\xff"})
    assert isinstance(end, Refused)
    assert "CACHE_PASSWORD=" in end.snippet


def test_a_file_that_git_tracks_is_refused_for_safety(tmp_path: Path) -> None:
    lay(tmp_path, {".env": "A=1\n"})
    edit = Edit(operation="secret", arguments={"name": "X"})
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert isinstance(run(edit, Tree(root=tmp_path)), Hidden)
    subprocess.run(["git", "add", ".env"], cwd=tmp_path, check=True)
    with pytest.raises(Problem, match=r"git tracks \.env") as caught:
        run(edit, Tree(root=tmp_path))
    assert caught.value.code == 4
    lay(tmp_path, {".env": "X=y\n"})
    assert isinstance(run(edit, Tree(root=tmp_path)), Already)
