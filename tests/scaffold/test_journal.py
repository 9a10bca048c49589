"""All or nothing: killed, failing or interrupted at any system call, the project is as it was or as it was to be."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.core import Problem
from scaffold.apply import apply
from scaffold.core import Plan
from scaffold.journal import locked, recover
from scaffold.undo import plan as undoing
from tests.scaffold.small import built, planned, state
from tests.scaffold.two_rungs import project, templates

STRIDE = 1 if os.environ.get("RUNG_TEST_EVERY_CALL") == "1" else 4
CALLS = ("replace", "unlink", "mkdir", "rmdir", "fsync")


class Killed(BaseException):
    """Stands for Ctrl-C."""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return templates(tmp_path / "templates")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def counted(patch: Callable[[str, Any], None], strike: Callable[[int], None]) -> None:
    """Count every call that changes a disk; `strike` is told the number before each."""
    seen = [0]

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            seen[0] += 1
            strike(seen[0])
            return real(*arguments, **named)

        return call

    for name in CALLS:
        patch(name, watched(getattr(os, name)))


def killed_at(plan: Plan, number: int) -> bool:
    """Apply in a process of its own that dies without a word at this call; whether it died."""
    child = os.fork()
    if child == 0:
        try:
            setattr(os, "fsync", lambda handle: None)  # noqa: B010 (the process dies, the machine does not)
            counted(
                lambda name, call: setattr(os, name, call),
                lambda seen: os._exit(9) if seen == number else None,
            )
            apply(plan)
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def again(root: Path, copy: Path) -> None:
    """The project as it was before."""
    shutil.rmtree(root)
    shutil.copytree(copy, root)


def test_killed_at_any_call_of_apply(root: Path, shelf: Path, tmp_path: Path) -> None:
    every_call_of(planned(root, shelf, "pool"), root, tmp_path, start=1)


def test_killed_at_any_call_of_undo(root: Path, shelf: Path, tmp_path: Path) -> None:
    built(root, shelf, "cache")
    built(root, shelf, "pool")
    every_call_of(undoing(root, "pool"), root, tmp_path, start=2)


def every_call_of(plan: Plan, root: Path, tmp_path: Path, *, start: int) -> None:
    """Every STRIDE-th call, and every call when STRIDE is 1 (`RUNG_TEST_EVERY_CALL=1`)."""
    shutil.copytree(root, tmp_path / "copy")
    before, ends = state(root), set()
    after = None
    for number in range(start, 1000, STRIDE):
        if not killed_at(plan, number):
            break
        recover(root)
        if state(root) == before:
            ends.add("nothing")
        else:
            after = after or files(root)
            assert files(root) == after
            assert {path: one.hex() for path, one in wanted(plan).items()}.items() <= after.items()
            ends.add("all")
            again(root, tmp_path / "copy")
    assert "nothing" in ends
    assert "all" in ends
    assert number > 40


def files(root: Path) -> dict[str, str]:
    return {path: one for path, (one, _) in state(root).items() if one != "folder"}


def wanted(plan: Plan) -> dict[str, bytes]:
    return {one.path: one.after for one in (*plan.changes, *plan.records) if one.after is not None}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), Killed()])
def test_a_failure_at_any_call_changes_nothing(
    root: Path, shelf: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, before = planned(root, shelf, "pool"), state(root)
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    for number in range(2, 400, 1 + 2 * STRIDE):
        struck: list[int] = []

        def strike(seen: int, number: int = number, struck: list[int] = struck) -> None:
            if seen == number:
                struck.append(seen)
                raise error

        with pytest.MonkeyPatch.context() as patch:
            counted(lambda name, call, patch=patch: patch.setattr(os, name, call), strike)  # type: ignore[misc]
            try:
                apply(plan)
            except (Problem, Killed):
                recover(root)
        if not struck:
            break
        if state(root) != before:
            apply(undoing(root, "pool"))
        assert state(root) == before
    assert number > 40


def test_the_next_command_says_that_it_took_something_back(root: Path, shelf: Path) -> None:
    plan, before = planned(root, shelf, "pool"), state(root)
    number = 1
    while not (root / ".rung/journal/plan.json").exists():
        number += 5
        assert killed_at(plan, number)
    notes = planned(root, shelf, "pool").notes
    assert notes == ("A run that was cut off left a change half-made: it was taken back.",)
    assert state(root) == before


def test_what_somebody_changed_meanwhile_is_left_alone(root: Path, shelf: Path) -> None:
    plan = planned(root, shelf, "pool")
    number = 30
    while "pool.yaml" not in (root / "compose.yaml").read_text():
        number += 1
        assert killed_at(plan, number)
        if "pool.yaml" not in (root / "compose.yaml").read_text():
            recover(root)
    (root / "compose.yaml").write_text("mine: 1\n")
    assert "compose.yaml" in recover(root)
    assert (root / "compose.yaml").read_text() == "mine: 1\n"


def test_two_at_once(root: Path, shelf: Path) -> None:
    plan = planned(root, shelf, "pool")
    before = files(root)
    with locked(root), pytest.raises(Problem, match="Another rung") as caught:
        apply(plan)
    assert caught.value.code == 4
    assert files(root) == before
