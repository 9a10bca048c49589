"""Reads a project's compose file and what it includes, the way Docker Compose would, for `stack.py` to start.

Knows what the demo needs: `include` in both forms, list and mapping environments, `${NAME:-default}` with
the project's `.env`, commands as text or list, and a Dockerfile's CMD where a built service has no command.
"""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from checks.core import Problem

NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?:(:?[-?])([^}]*))?\}|(\w+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service as declared; `command` is the Dockerfile's CMD where it declares none itself."""

    name: str
    image: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    mounts: Mapping[str, Path]
    """Path in the container -> path of the project, for bind mounts."""


def services(root: Path) -> dict[str, Service]:
    """Every service of the project by name.

    Raises:
        Problem: there is no compose file.
    """
    first = next((root / name for name in NAMES if (root / name).is_file()), None)
    if first is None:
        raise Problem(f"no compose file in {root}", "the demo's project has one; run it again")
    words = _dotenv(root / ".env")
    return {
        name: _service(root, name, body or {}, words)
        for file in _with_includes(root, first)
        for name, body in (_load(file).get("services") or {}).items()
    }


def settings(service: Service) -> dict[str, str]:
    """The `-c name=value` flags of a PostgreSQL service's command."""
    words = list(service.command)
    found = (value for flag, value in pairwise(words) if flag == "-c")
    return {name: value for name, _, value in (one.partition("=") for one in found)}


def _with_includes(root: Path, file: Path) -> Iterator[Path]:
    yield file
    for one in _load(file).get("include") or ():
        paths = one.get("path", ()) if isinstance(one, dict) else one
        for path in [paths] if isinstance(paths, str) else paths:
            yield from _with_includes(root, root / path)


def _load(file: Path) -> dict[str, Any]:
    import yaml

    return yaml.safe_load(file.read_text(encoding="utf-8")) or {}


def _service(root: Path, name: str, body: Mapping[str, Any], words: Mapping[str, str]) -> Service:
    command = body.get("command")
    if command is None and "build" in body:
        command = _docker_command(root, body["build"])
    environment = body.get("environment") or {}
    if isinstance(environment, list):
        environment = dict(one.partition("=")[::2] for one in environment)
    return Service(
        name=name,
        image=_fill_in(str(body.get("image", "")), words),
        command=tuple(_fill_in(one, words) for one in _words(command)),
        environment={
            key: _fill_in(str(value), words)
            for key, value in environment.items()
            if value is not None
        },
        mounts=dict(_mounts(root, body.get("volumes") or ())),
    )


def _words(command: Any) -> list[str]:
    if command is None:
        return []
    return shlex.split(command) if isinstance(command, str) else [str(one) for one in command]


def _docker_command(root: Path, build: Any) -> Any:
    context = build if isinstance(build, str) else build.get("context", ".")
    name = "Dockerfile" if isinstance(build, str) else build.get("dockerfile", "Dockerfile")
    file = root / context / name
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = re.findall(r"^CMD\s+(.+)$", text, re.MULTILINE)
    return None if not found else json.loads(found[-1]) if found[-1][0] == "[" else found[-1]


def _mounts(root: Path, volumes: Any) -> Iterator[tuple[str, Path]]:
    for one in volumes:
        if isinstance(one, str) and one.startswith("./"):
            source, target, *_ = one.split(":")
            yield target, root / source
        elif isinstance(one, dict) and one.get("type") == "bind":
            yield str(one["target"]), root / str(one["source"])


def _dotenv(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("'\"") for name, _, value in pairs}


def _fill_in(text: str, words: Mapping[str, str]) -> str:
    def one(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        value = words.get(match[1] or match[4], "")
        return match[3] if not value and match[2] in (":-", "-") else value

    return VARIABLE.sub(one, text)
