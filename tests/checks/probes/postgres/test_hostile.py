"""A server that hangs, answers for ever or sends 2 GB: the look ends in time and takes little memory."""

import os
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks.core import Problem
from checks.probes.postgres import look
from tests.checks.probes.postgres.hostile import COLUMN, Hostile, message
from tests.cli.program import PROGRAM, surroundings

MEGABYTE = b"x" * 1024**2
ROW = message(b"D", struct.pack("!HI", 1, len(MEGABYTE)) + MEGABYTE)


def hang(line: socket.socket) -> None:
    time.sleep(30)


def many_rows(line: socket.socket) -> None:
    line.sendall(COLUMN)
    for _ in range(2048):
        line.sendall(ROW)


def one_huge_row(line: socket.socket) -> None:
    size = 2 * 1000**3
    line.sendall(COLUMN + b"D" + struct.pack("!IHI", size + 10, 1, size))
    for _ in range(1900):
        line.sendall(MEGABYTE)


def drip(line: socket.socket) -> None:
    line.sendall(COLUMN)
    while True:
        line.sendall(message(b"D", struct.pack("!HI", 1, 1) + b"x"))
        time.sleep(0.01)


@pytest.fixture
def hostile() -> Iterator[Callable[..., Hostile]]:
    """Makes such servers and stops them."""
    made: list[Hostile] = []

    def make(misbehave: Callable[[socket.socket], None]) -> Hostile:
        made.append(Hostile(misbehave))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.mark.parametrize("misbehave", [hang, many_rows, one_huge_row, drip])
def test_the_look_ends_in_time_and_takes_little(
    hostile: Callable[..., Hostile], misbehave: Callable[[socket.socket], None]
) -> None:
    server = hostile(misbehave)
    begun = time.monotonic()
    with pytest.raises(Problem) as caught:
        look(server.url, timeout_s=2.0, sessions=1)
    assert time.monotonic() - begun < 10
    assert "does not answer" in caught.value.message
    assert server.sent < 600 * 1024**2, "cut long before 2 GB"
    assert "x@" not in caught.value.message


def test_too_much_is_said_as_such(hostile: Callable[..., Hostile]) -> None:
    with pytest.raises(Problem) as caught:
        look(hostile(many_rows).url, timeout_s=5.0, sessions=1)
    assert "more than 64 MiB" in caught.value.message


def test_an_interrupt_closes_the_line(hostile: Callable[..., Hostile], tmp_path: Path) -> None:
    server = hostile(hang)
    with subprocess.Popen(
        [PROGRAM, "assess", "--database-url", server.url, tmp_path],
        env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        deadline = time.monotonic() + 20
        while server.reached.wait(0.1) is False and time.monotonic() < deadline:
            pass
        os.kill(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert running.returncode == 130 and "interrupted" in said and "Traceback" not in said
    assert server.ended_by_peer.wait(5), "the connection is closed"
