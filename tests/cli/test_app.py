"""The one place for errors: a Problem is shown with its remedy, a bug keeps its traceback, Ctrl-C is 130."""

import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
import typer

from checks.core import Problem
from cli import app
from tests.cli.program import matches, program, rung


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """A command line whose only command raises what the list holds."""
    what: list[Any] = []
    small = typer.Typer(rich_markup_mode=None)

    def command() -> NoReturn:
        raise what[0]

    small.command()(command)
    monkeypatch.setattr(app, "app", small)
    monkeypatch.setattr(sys, "argv", ["rung"])
    yield what


@pytest.mark.parametrize("code", [2, 3, 4])
def test_a_problem_is_told_with_its_remedy_and_code(
    raising: list[Any], capsys: pytest.CaptureFixture[str], code: int
) -> None:
    raising.append(Problem("the lamp is out", "change the bulb", code))
    assert app.run() == code
    assert capsys.readouterr().err == "rung: the lamp is out\n  change the bulb\n"


def test_a_problem_never_shows_a_password(
    raising: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    raising.append(Problem("no answer from postgresql://u:hunter2@db/shop", "start it"))
    app.run()
    assert "hunter2" not in capsys.readouterr().err


def test_a_problem_never_carries_escapes_to_the_terminal(
    raising: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    raising.append(Problem("no file \x1b[31mred", "name another"))
    app.run()
    assert "\x1b" not in capsys.readouterr().err


def test_an_interruption_is_130(raising: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    raising.append(KeyboardInterrupt())
    assert app.run() == 130


def test_a_bug_keeps_its_traceback(raising: list[Any]) -> None:
    raising.append(ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        app.run()


def test_a_reader_that_went_away_is_no_error(
    raising: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    raising.append(BrokenPipeError())
    monkeypatch.setattr("os.dup2", lambda *_: None)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    assert app.run() == 0


def test_help_for_a_newcomer() -> None:
    ran = program("--help")
    assert ran.code == 0
    matches("help", ran.out)


@pytest.mark.parametrize("command", [one.__name__ for one in app.COMMANDS])
def test_every_commands_help(command: str) -> None:
    ran = rung(command, "--help")
    assert ran.code == 0
    matches(f"help_{command}", ran.out)


def test_without_a_command_the_help_is_shown() -> None:
    assert "Three commands to begin with" in rung().out


def test_version_is_the_same_both_ways() -> None:
    alone, before = program("--version"), rung("--version", "assess")
    assert alone.out == before.out
    assert alone.out.startswith("rung ")
