"""A measurement before everything else on a busy machine: control groups, one a service as containers have them.

The outer group has the largest weight there is, so that neighbours get what the measurement leaves; the inner ones
weigh alike, as the services of a compose file do. Needs Linux with the cpu controller of control groups, version 1,
and the right to make groups; elsewhere nothing happens and the printed line says so.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = Path("/sys/fs/cgroup/cpu")
MOST, EQUAL = "262144", "1024"
"""cpu.shares: the kernel's largest, and its default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """The group of this measurement; None where there is none."""

    group: Path | None

    def settle(self, services: Mapping[str, tuple[int, ...]]) -> None:
        """Every service with its children into a group of its own."""
        if self.group is None:
            return
        for name, pids in services.items():
            home = self.group / name
            home.mkdir(exist_ok=True)
            (home / "cpu.shares").write_text(EQUAL)
            for pid in (one for root in pids for one in (root, *_children(root))):
                with contextlib.suppress(OSError):  # it ended meanwhile
                    (home / "cgroup.procs").write_text(str(pid))

    def __str__(self) -> str:
        if self.group is None:
            return "beside whatever else runs here: no control group could be made"
        return "in control groups of its own, before everything else on this machine"


@contextlib.contextmanager
def alone() -> Iterator[Alone]:
    """This process and what it starts in a group of the largest weight; put back and removed at the end."""
    group = HOME / f"rung-bench-{os.getpid()}"
    try:
        group.mkdir()
        (group / "cpu.shares").write_text(MOST)
        (group / "cgroup.procs").write_text(str(os.getpid()))
    except OSError:
        with contextlib.suppress(OSError):
            group.rmdir()
        yield Alone(group=None)
        return
    try:
        yield Alone(group=group)
    finally:
        _leave(group)


def _leave(group: Path) -> None:
    for one in (*(one for one in group.iterdir() if one.is_dir()), group):
        for pid in (one / "cgroup.procs").read_text().split():
            with contextlib.suppress(OSError):
                (HOME / "cgroup.procs").write_text(pid)
        with contextlib.suppress(OSError):
            one.rmdir()


def _children(pid: int) -> tuple[int, ...]:
    with contextlib.suppress(OSError):
        return tuple(
            int(one)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for one in (task / "children").read_text().split()
        )
    return ()
