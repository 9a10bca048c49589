"""A real pseudo-terminal with a person at it, and the screen as that person sees it."""

import time
from pathlib import Path

import pexpect
import pyte

from tests.cli.program import PROGRAM, surroundings
from tests.needs import need

ENTER, DOWN, CTRL_C = "\r", "\x1b[B", "\x03"


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
