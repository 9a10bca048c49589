"""What a program of the table hands over, and the shell that starts it in a root and a network of its own.

The root is a bare folder with this machine's own top-level folders bound into it, an empty /run and /tmp,
and what the image would have copied or mounted. Nothing outside the test's folder is written.
"""

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

EMPTY = {"run", "tmp", "srv", "mnt", "media", "opt", "home"} - {
    Path(one).resolve().parts[1] for one in (sys.prefix, sys.base_prefix, __file__)
}
"""Top-level folders that start empty, but for those that hold this Python and the project."""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One program: what to run, as whom, with which files where."""

    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    binds: tuple[tuple[Path, str], ...] = ()
    """(file or folder of this machine, where the program sees it)."""
    owned: tuple[str, ...] = ()
    """Folders under /run or /tmp that the image gives to its user."""
    user: str = "root"
    cwd: str = "/"
    path: tuple[str, ...] = ()
    """Folders before the usual PATH."""
    stop_signal: str = "SIGTERM"


def script(launch: Launch, root: Path) -> str:
    """The shell text that builds the root and becomes the program."""
    lines = [
        "set -e",
        "mount --make-rprivate /",
        f"R={shlex.quote(str(root))}",
        'mount -t tmpfs -o mode=755 tmpfs "$R"',
        "cd /",
        'for d in *; do if [ -L "$d" ]; then cp -P "$d" "$R/"; elif [ -d "$d" ]; then mkdir "$R/$d"; fi; done',
        'for d in "$R"/*; do n=${d##*/}; if [ ! -L "$d" ]; then case "$n" in '
        + "|".join(sorted(EMPTY))
        + ') mount -t tmpfs -o mode=1777 tmpfs "$d";; *) mount --rbind "/$n" "$d";; esac; fi; done',
    ]
    for one in launch.owned:
        lines += [f'mkdir -p "$R"{one}', f'chown {launch.user}: "$R"{one}']
    for folder in sorted({_parent(at) for _, at in launch.binds if at.startswith("/etc/")}):
        lines.append(f'mount -t tmpfs -o mode=755 tmpfs "$R"{shlex.quote(folder)}')
    for source, target in sorted(launch.binds, key=lambda one: one[1].count("/")):
        lines += _bind(source, target)
    inside = f"cd {shlex.quote(launch.cwd)} && exec env -i {_words(_environment(launch))} {_words(launch.argv)}"
    lines.append(f'exec chroot --userspec={launch.user} "$R" /bin/sh -c {shlex.quote(inside)}')
    return "\n".join(lines)


def _parent(target: str) -> str:
    """The folder of /etc that is replaced by one of our own, so that a missing file can be laid into it."""
    return target.rstrip("/").rpartition("/")[0]


def _bind(source: Path, target: str) -> list[str]:
    """Mount a path where the image has it; what is missing on the way is made, which touches no folder of this machine
    but those of EMPTY and of /etc, which are our own here."""
    at, quoted = f'"$R"{shlex.quote(target)}', shlex.quote(str(source))
    file = f'mkdir -p "$(dirname {at})"; [ -e {at} ] || touch {at}'
    return [f"mkdir -p {at}" if source.is_dir() else file, f"mount --bind {quoted} {at}"]


def _environment(launch: Launch) -> list[str]:
    known = {"HOME": "/tmp", "LANG": "C.UTF-8", **launch.environment}
    known["PATH"] = ":".join((*launch.path, PATH))
    return [f"{name}={value}" for name, value in known.items()]


def environment(launch: Launch) -> list[str]:
    """NAME=VALUE for each variable that the program sees."""
    return _environment(launch)


def _words(words: list[str] | tuple[str, ...]) -> str:
    return " ".join(map(shlex.quote, words))
