"""The look at this machine: processor seconds of named groups of processes, cores, memory (Linux's /proc).

A group is a set of processes with all their descendants. A child that ended has handed its time to the
parent that waited for it (`cutime`, `cstime` of /proc/PID/stat), so a group's sum neither loses nor
double-counts short-lived children such as PostgreSQL's sessions. Running processes are read from the
kernel's nanosecond clocks (`man clock_getcpuclockid`), ended ones in ticks of usually 10 ms. How long its threads
were ready to run and waited for a processor is the second figure of /proc/PID/task/TID/schedstat
(https://docs.kernel.org/scheduler/sched-stats.html); what ended threads waited is lost, so it is "at least".
"""

import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks.core import Problem
from checks.probes.cores import ticks, usable

PROC = Path("/proc")
LISTENING = "0A"
"""TCP_LISTEN in /proc/net/tcp (include/net/tcp_states.h)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Processor seconds of one group, with its descendants, living and ended."""

    seconds: float
    roots_seconds: float
    """Of the named processes alone, without any child."""
    processes: int
    vanished: int = 0
    """Named processes that are not there (any more)."""
    waited_seconds: float | None = None
    """Ready to run and waiting for a processor, over all living threads; None where the kernel does not say."""
    cores: float | None = None
    """Processors that the named processes can use, at most (`checks/probes/cores.py`); None where there is none."""
    cores_where: str = ""
    """What says so."""
    around_busy_seconds: float | None = None
    """Processor seconds that the processors it may run on were busy, whoever used them."""
    around_total_seconds: float | None = None
    """Processor seconds that those processors offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One look at this machine; after `between`, the growth over `window_s`."""

    at: float
    """A clock that only goes forward, seconds; comparable on one machine only."""
    cores: int
    memory_bytes: int
    available_bytes: int
    busy_seconds: float
    """Processor seconds that the whole machine was busy."""
    total_seconds: float
    """Processor seconds that the machine offered."""
    groups: Mapping[str, Group] = field(default_factory=dict)
    window_s: float | None = None

    @property
    def busy_share(self) -> float | None:
        """Busy share of all cores in the window, None without a window."""
        known = self.window_s is not None and self.total_seconds > 0
        return min(1.0, self.busy_seconds / self.total_seconds) if known else None

    def cores_used(self, group: str) -> float | None:
        """Cores that the group kept busy on average in the window, None where that is not known."""
        one = self.groups.get(group)
        return one.seconds / self.window_s if one is not None and self.window_s else None

    def cores_waited(self, group: str) -> float | None:
        """Processors that the group could have used besides on average, None where that is not known."""
        one = self.groups.get(group)
        if one is None or one.waited_seconds is None or not self.window_s:
            return None
        return one.waited_seconds / self.window_s

    def cores_of(self, group: str) -> float:
        """Processors that the group can use: its own where they were bound, else the machine's."""
        one = self.groups.get(group)
        return one.cores if one is not None and one.cores else float(self.cores)

    def around_busy(self, group: str) -> float | None:
        """Busy share of the processors that the group may run on, whoever uses them; None where that is not known."""
        one = self.groups.get(group)
        if one is None or not self.window_s or not one.around_total_seconds:
            return None
        return min(1.0, (one.around_busy_seconds or 0.0) / one.around_total_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Process:
    parent: int
    own: float
    ended_children: float


def look(groups: Mapping[str, Sequence[int]] | None = None) -> Host:
    """Look once at the machine, and at these groups of process ids ("application", "database", "client").

    Raises:
        Problem: this system has no /proc.
    """
    if not (PROC / "stat").exists():
        raise Problem(
            "this system has no /proc, so processor times cannot be read",
            "look from the Linux machine that runs the processes, or tell the vitals with --tell",
        )
    processes = _processes()
    spent = ticks()
    busy, total = spent[None]
    memory = _memory()
    return Host(
        at=time.monotonic(),
        cores=len(os.sched_getaffinity(0)),
        memory_bytes=memory.get("MemTotal", 0),
        available_bytes=memory.get("MemAvailable", 0),
        busy_seconds=busy,
        total_seconds=total,
        groups={
            name: _group(pids, processes, spent) for name, pids in sorted((groups or {}).items())
        },
    )


def listeners(port: int) -> tuple[int, ...]:
    """The processes that listen on this TCP port, without those that a listed one has started.

    Empty where nobody does, or where they belong to another user and we may not see their files.
    """
    inodes = {
        words[9]
        for name in ("net/tcp", "net/tcp6")
        for line in _lines(PROC / name)[1:]
        if (words := line.split())[3] == LISTENING and int(words[1].rpartition(":")[2], 16) == port
    }
    wanted = {f"socket:[{inode}]" for inode in inodes}
    found = {int(one.name) for one in PROC.glob("[0-9]*") if wanted and _holds(one, wanted)}
    processes = _processes()
    return tuple(
        sorted(pid for pid in found & set(processes) if processes[pid].parent not in found)
    )


def _holds(folder: Path, wanted: set[str]) -> bool:
    try:
        return any(str(one.readlink()) in wanted for one in (folder / "fd").iterdir())
    except OSError:
        return False


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []


def between(first: Host, second: Host) -> Host:
    """The second look with every counter as its growth since the first, and `window_s` set.

    Raises:
        Problem: the looks are in the wrong order.
    """
    if second.at <= first.at:
        raise Problem("these two looks cannot be compared", "hand in the earlier one first")
    return replace(
        second,
        window_s=second.at - first.at,
        busy_seconds=max(0.0, second.busy_seconds - first.busy_seconds),
        total_seconds=max(0.0, second.total_seconds - first.total_seconds),
        groups={
            name: _growth(first.groups[name], one)
            for name, one in second.groups.items()
            if name in first.groups and not one.vanished
        },
    )


def _growth(before: Group, after: Group) -> Group:
    return replace(
        after,
        seconds=max(0.0, after.seconds - before.seconds),
        roots_seconds=max(0.0, after.roots_seconds - before.roots_seconds),
        waited_seconds=_more(before.waited_seconds, after.waited_seconds),
        around_busy_seconds=_more(before.around_busy_seconds, after.around_busy_seconds),
        around_total_seconds=_more(before.around_total_seconds, after.around_total_seconds),
    )


def _more(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else max(0.0, after - before)


def _group(
    pids: Sequence[int],
    processes: Mapping[int, _Process],
    spent: Mapping[int | None, tuple[float, float]],
) -> Group:
    children: dict[int, list[int]] = {}
    for pid, one in processes.items():
        children.setdefault(one.parent, []).append(pid)
    members: set[int] = set()
    ahead = [pid for pid in pids if pid in processes]
    while ahead:
        pid = ahead.pop()
        if pid not in members:
            members.add(pid)
            ahead.extend(children.get(pid, ()))
    can = max(
        (found for pid in set(pids) & members if (found := usable(pid)) is not None),
        key=lambda one: one.cores,
        default=None,
    )
    around = [spent[one] for one in can.processors if one in spent] if can else []
    return Group(
        seconds=sum(processes[pid].own + processes[pid].ended_children for pid in members),
        roots_seconds=sum(processes[pid].own for pid in set(pids) & members),
        processes=len(members),
        vanished=len(set(pids) - set(processes)),
        waited_seconds=_waited(members),
        cores=can.cores if can else None,
        cores_where=can.where if can else "",
        around_busy_seconds=sum(busy for busy, _ in around) if around else None,
        around_total_seconds=sum(total for _, total in around) if around else None,
    )


def _waited(pids: set[int]) -> float | None:
    """Seconds that all threads of these processes were ready and did not run; None where nothing tells."""
    known = False
    total = 0
    for pid in pids:
        for one in (PROC / str(pid) / "task").glob("*/schedstat"):
            with contextlib.suppress(OSError, ValueError, IndexError):  # it ended while we looked
                total += int(one.read_text().split()[1])
                known = True
    return total / 1e9 if known else None


def _processes() -> dict[int, _Process]:
    found = {}
    for folder in PROC.glob("[0-9]*"):
        one = _process(folder)
        if one is not None:
            found[int(folder.name)] = one
    return found


def _process(folder: Path) -> _Process | None:
    """None where it ended while we looked. Its name may hold blanks and brackets, so the last one counts."""
    try:
        words = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    tick = os.sysconf("SC_CLK_TCK")
    own = (int(words[11]) + int(words[12])) / tick
    with contextlib.suppress(OSError):  # a zombie's clock is gone, its ticks are not
        own = time.clock_gettime((~int(folder.name) << 3) | 2)
    return _Process(
        parent=int(words[1]), own=own, ended_children=(int(words[13]) + int(words[14])) / tick
    )


def _memory() -> dict[str, int]:
    found = {}
    for line in (PROC / "meminfo").read_text().splitlines():
        name, _, rest = line.partition(":")
        words = rest.split()
        if words and words[-1] == "kB":
            found[name] = int(words[0]) * 1024
    return found
