"""A generated secret: made once, in one file, in nothing else that is written or shown; taken out while it is ours."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold import secret
from scaffold.apply import apply
from scaffold.core import Kind
from scaffold.diff import unified
from scaffold.saved_plan import from_json, to_json
from scaffold.undo import plan as undoing
from tests.scaffold.small import built, lay, planned, state, template, undone

EDITS = "- secret: {name: CACHE_PASSWORD}\n- gitignore: {line: .env}\n"
LINE = re.compile(rb"^CACHE_PASSWORD=(\S{40})\r?$", re.MULTILINE)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    template(folder, "cache", {"cache.py": "x = 1\n"}, edits=EDITS)
    template(folder, "queue", {"queue.py": "y = 1\n"}, edits=EDITS)
    return folder


def value(root: Path) -> bytes:
    found = LINE.search((root / ".env").read_bytes())
    assert found
    return found[1]


def everything_else(root: Path) -> bytes:
    files = [one for one in root.rglob("*") if one.is_file() and one != root / ".env"]
    return b"\0".join(one.read_bytes() for one in files)


@pytest.mark.parametrize(
    "env", [None, b"", b"A=hush\n", b"A=hush", b"\xef\xbb\xbfA=hush\r\nB=2\r\n", b"\n\n# c\n"]
)
def test_made_once_and_taken_out_byte_for_byte(
    project: Path, templates: Path, env: bytes | None
) -> None:
    lay(project, {"main.py": "", **({".env": env} if env is not None else {})})
    before = state(project)
    plan = built(project, templates, "cache")
    made = value(project)
    assert secret.ours("CACHE_PASSWORD", made.decode())
    assert (project / ".env").read_bytes().startswith((env or b"").rstrip(b"\r\n"))
    if env is None:
        assert (project / ".env").stat().st_mode & 0o777 == 0o600
    for shown in (to_json(plan), repr(plan), *map(unified, plan.changes)):
        assert made.decode() not in shown
        assert "hush" not in shown
    assert made not in everything_else(project)
    assert b"hush" not in everything_else(project)
    assert built(project, templates, "cache").empty
    assert value(project) == made
    undone(project, "cache")
    assert state(project) == before


def test_the_plan_shows_the_name_and_nothing_is_written_before(
    project: Path, templates: Path
) -> None:
    plan = planned(project, templates, "cache")
    (change,) = [one for one in plan.changes if one.kind is Kind.SECRET]
    assert (change.path, change.secret, change.before, change.after) == (
        ".env", "CACHE_PASSWORD", None, None,
    )  # fmt: skip
    assert not (project / ".env").exists()


def test_a_saved_plan_makes_its_own_value(project: Path, templates: Path) -> None:
    text = to_json(planned(project, templates, "cache"))
    apply(from_json(text))
    assert value(project).decode() not in text


def test_what_the_owner_put_in_its_place_stays(project: Path, templates: Path) -> None:
    built(project, templates, "cache")
    own = LINE.sub(b"CACHE_PASSWORD=mine", (project / ".env").read_bytes())
    (project / ".env").write_bytes(own)
    undone(project, "cache")
    assert (project / ".env").read_bytes() == own


def test_a_value_of_the_owners_is_never_touched(project: Path, templates: Path) -> None:
    lay(project, {".env": "CACHE_PASSWORD=mine\n"})
    built(project, templates, "cache")
    assert (project / ".env").read_text() == "CACHE_PASSWORD=mine\n"
    undone(project, "cache")
    assert (project / ".env").read_text() == "CACHE_PASSWORD=mine\n"


def test_what_the_owner_wrote_around_it_stays(project: Path, templates: Path) -> None:
    built(project, templates, "cache")
    (project / ".env").write_bytes(b"TOP=1\n" + (project / ".env").read_bytes() + b"END=2\n")
    undone(project, "cache")
    assert (project / ".env").read_text() == f"TOP=1\n{secret.HEAD}\nEND=2\n"


def test_another_rung_that_uses_it_keeps_it(project: Path, templates: Path) -> None:
    built(project, templates, "cache")
    made = value(project)
    built(project, templates, "queue")
    assert value(project) == made
    undone(project, "cache")
    assert value(project) == made
    undone(project, "queue")
    assert not (project / ".env").exists()


def test_a_file_that_the_owner_deleted_is_not_missed(project: Path, templates: Path) -> None:
    built(project, templates, "cache")
    (project / ".env").unlink()
    apply(undoing(project, "cache"))
    assert not (project / ".env").exists()


def test_every_value_is_new_and_bound_to_its_name() -> None:
    values = {secret.made("A") for _ in range(100)}
    assert len(values) == 100
    one = values.pop()
    assert re.fullmatch(r"[A-Za-z0-9_-]{40}", one)
    assert secret.ours("A", one)
    assert not secret.ours("B", one)


@given(st.text(max_size=60))
def test_nothing_that_somebody_writes_is_taken_for_ours(said: str) -> None:
    assert not secret.ours("A", said)
