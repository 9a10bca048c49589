"""How many processors a process can really use, and how busy those are, whoever uses them.

Its affinity says on which it may run (`taskset` and cpusets set it). A container with `cpus: 1.5` may run on all of
them, but for no more than 150 ms together in each 100 ms; the kernel keeps that as a quota and a period of its control
group, and every group above may have a lower one. Version 2 writes both into `cpu.max`, version 1 into
`cpu.cfs_quota_us` and `cpu.cfs_period_us`.

Sources: https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files,
https://docs.kernel.org/scheduler/sched-bwc.html, `man sched_getaffinity`, `man 5 proc_pid_mountinfo`.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable:
    """Processors of a process: which it may run on, and how many of them its quota is worth."""

    processors: frozenset[int]
    cores: float
    where: str
    """What says so: the kernel's call, or the file of the quota."""


def usable(pid: int, proc: Path = PROC) -> Usable | None:
    """What this process may use; None where it is gone or may not be seen.

    Args:
        proc: where the kernel's process files are.
    """
    try:
        processors = frozenset(os.sched_getaffinity(pid))
    except OSError:
        return None
    cores, where = float(len(processors)), "sched_getaffinity"
    for quota, file in _quotas(pid, proc):
        if quota < cores:
            cores, where = quota, str(file)
    return Usable(processors=processors, cores=cores, where=where)


def ticks() -> dict[int | None, tuple[float, float]]:
    """Busy and offered processor seconds of each processor, and under None of the whole machine (`man 5 proc_stat`).

    Waiting for storage is idle, a neighbour's theft is busy.
    """
    tick, found = os.sysconf("SC_CLK_TCK"), dict[int | None, tuple[float, float]]()
    for line in _lines(PROC / "stat"):
        name, *words = line.split()
        number = name.removeprefix("cpu")
        if not name.startswith("cpu") or not (number == "" or number.isdigit()):
            break
        spent = [int(word) for word in words[:8]]
        place = int(number) if number else None
        found[place] = (sum(spent) - spent[3] - spent[4]) / tick, sum(spent) / tick
    return found


def _quotas(pid: int, proc: Path) -> Iterator[tuple[float, Path]]:
    """The quota of each control group that holds this process, in processors, with its file."""
    for version_2, folder, top in _groups(pid, proc):
        for one in (folder, *folder.parents):
            file = one / ("cpu.max" if version_2 else "cpu.cfs_quota_us")
            with contextlib.suppress(OSError, ValueError, ZeroDivisionError):
                quota = _two(file) if version_2 else _one(file)
                if quota is not None:
                    yield quota, file
            if one == top:
                break


def _two(file: Path) -> float | None:
    quota, period = file.read_text().split()
    return None if quota == "max" else int(quota) / int(period)


def _one(file: Path) -> float | None:
    quota = int(file.read_text())
    return None if quota <= 0 else quota / int(file.with_name("cpu.cfs_period_us").read_text())


def _groups(pid: int, proc: Path) -> Iterator[tuple[bool, Path, Path]]:
    """Of each hierarchy that can limit processors: whether it is version 2, the process's folder, and its top."""
    paths = dict[bool, str]()
    for line in _lines(proc / str(pid) / "cgroup"):
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controllers == "" or "cpu" in controllers.split(","):
            paths[controllers == ""] = path
    for version_2, root, top in _mounts(proc):
        inner = PurePosixPath(paths.get(version_2, ".."))
        if ".." not in inner.parts and inner.is_relative_to(root):
            yield version_2, top / inner.relative_to(root), top


def _mounts(proc: Path) -> Iterator[tuple[bool, str, Path]]:
    """Where those hierarchies are mounted, and which group of theirs that is."""
    for line in _lines(proc / "self" / "mountinfo"):
        before, _, after = line.partition(" - ")
        words, kind = before.split(), after.split()
        if len(words) < 5 or len(kind) < 3:
            continue
        if kind[0] == "cgroup2" or (kind[0] == "cgroup" and "cpu" in kind[2].split(",")):
            yield kind[0] == "cgroup2", words[3], Path(words[4])


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()
    except OSError:
        return []
