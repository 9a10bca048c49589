"""A real pseudo-terminal with a person at it, and the screen as that person sees it."""

import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

from tests.cli.program import PROGRAM, surroundings
from tests.needs import need

ENTER, DOWN, UP, CTRL_C = "\r", "\x1b[B", "\x1b[A", "\x03"
UNKNOWN = "I don't know"
POINTER, PROMPT, ANSWER = "»", f"{UNKNOWN}):", "? Your answer:"
"""What an open menu and an open line show, and how a question's menu begins."""


class Terminal:
    """One run of the program in a terminal of this size."""

    def __init__(self, *arguments: object, cwd: Path, width: int = 80, height: int = 60) -> None:
        need(PROGRAM.exists(), "the program itself: pip install -e '.[dev]'")
        self.screen = pyte.HistoryScreen(width, height, history=2000, ratio=0.5)
        self.stream = pyte.Stream(self.screen)
        environment = surroundings(width, PROMPT_TOOLKIT_NO_CPR="1")
        environment.pop("COLUMNS")
        self.child = pexpect.spawn(
            str(PROGRAM),
            [str(one) for one in arguments],
            cwd=str(cwd),
            env=environment,
            dimensions=(height, width),
            encoding="utf-8",
            timeout=60,
        )

    def text(self) -> str:
        """Everything that was shown, from the first line on."""
        history = [
            "".join(line[column].data for column in range(self.screen.columns)).rstrip()
            for line in self.screen.history.top
        ]
        return "\n".join([*history, *(line.rstrip() for line in self.screen.display)])

    def until(self, words: str, seconds: float = 60.0) -> str:
        """Read until these words are on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text():
            assert time.monotonic() < end, f"never saw {words!r} in:\n{self.text()}"
            self._read()
        return self.text()

    def press(self, *keys: str) -> None:
        """Type these keys."""
        for key in keys:
            self.child.send(key)

    def pick(self, prompt: str, option: str) -> str:
        """In the menu that opens under this prompt, take the option that starts so; the menu as it stood open."""
        menu = self.menu(prompt)
        named = [line.strip(f" {POINTER}") for line in menu]
        place = next(number for number, one in enumerate(named) if one.startswith(option))
        here = next(number for number, line in enumerate(menu) if POINTER in line)
        self._take(option, *[DOWN if place > here else UP] * abs(place - here))
        return "\n".join(menu)

    def _take(self, option: str, *keys: str) -> None:
        """Go to an option of the open menu with these keys, and take it once the pointer stands there.

        Enter is a step of its own: a pointer on its way is nowhere for a moment, which looks like a closed menu.
        """
        self.press(*keys)
        self._until(lambda: self._pointed().startswith(option))
        self.press(ENTER)
        self._until(lambda: not self._pointed())

    def _pointed(self) -> str:
        """The option under the pointer; empty without an open menu."""
        at = (line for line in self.text().splitlines() if POINTER in line)
        return next(at, "").strip(f" {POINTER}")

    def type(self, prompt: str, text: str) -> None:
        """On the line that opens under this prompt, type the text and Enter."""
        self.open(prompt)
        self.press(text)
        self._until(lambda: not self._waits())
        self.press(ENTER)

    def open(self, prompt: str) -> None:
        """Wait for the line that opens under this prompt."""
        self.until(prompt)
        self._until(self._waits)

    def skip(self) -> None:
        """Answer "I don't know" to every question, until something else is asked or the program ends.

        A line that was answered stays on the screen and is drawn again: only one more than before is a new one.
        """
        answered = self.text().count(PROMPT) - self._waits()
        while True:
            if POINTER in self.text():
                if ANSWER not in self._open():
                    return
                self._take(UNKNOWN, UP)
            elif self._waits() and self.text().count(PROMPT) > answered:
                answered += 1
                self.press(ENTER)
            elif not self._read():
                return

    def _open(self) -> str:
        """The line of the open menu's prompt."""
        return [line for line in self.text().splitlines() if line.startswith("? ")][-1]

    def menu(self, prompt: str) -> list[str]:
        """The lines under the last prompt of these words, once its pointer is there."""
        self.until(prompt)
        while True:
            lines = self.text().rstrip().splitlines()
            at = max(number for number, line in enumerate(lines) if prompt in line)
            assert self._read(), f"no menu under {prompt!r}:\n{self.text()}"
            drawn = self.text().rstrip().splitlines() == lines
            if drawn and any(POINTER in line for line in lines[at:]):
                return lines[at:]

    def _waits(self) -> bool:
        """Whether a line is open: its prompt stands where the cursor is, and nothing was typed yet."""
        return bool(self.screen.display[self.screen.cursor.y].rstrip().endswith(PROMPT))

    def _until(self, done: Callable[[], bool], seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, f"never went on:\n{self.text()}"
            if not self._read():
                return

    def code(self, seconds: float = 60.0) -> int:
        """Wait for the end; the exit code."""
        end = time.monotonic() + seconds
        while self.child.isalive() or not self.child.closed:
            assert time.monotonic() < end, f"never ended:\n{self.text()}"
            if not self._read():
                break
        self.child.close()
        assert self.child.exitstatus is not None, f"ended by signal {self.child.signalstatus}"
        return int(self.child.exitstatus)

    def _read(self) -> bool:
        try:
            self.stream.feed(self.child.read_nonblocking(4096, timeout=0.2))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True
