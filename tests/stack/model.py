"""A rendered compose file as Compose reads it: `include:`, variables, and each service as plain data."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

VARIABLE = re.compile(
    r"\$(?:\$|\{(?P<name>\w+)(?:(?P<how>:?[-?+])(?P<rest>[^}]*))?\}|(?P<bare>\w+))"
)
SECONDS = re.compile(r"(?:(\d+)m)?(?:([\d.]+)s)?(?:(\d+)ms)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service with its variables filled in; `build` and the sources of volumes are absolute paths."""

    name: str
    image: str = ""
    build: Path | None = None
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    volumes: tuple[tuple[str, str], ...] = ()
    """(absolute path on this machine or the name of a volume, path inside)."""
    depends_on: Mapping[str, str] = field(default_factory=dict)
    healthcheck: Mapping[str, Any] = field(default_factory=dict)
    stop_signal: str = ""


def read(file: Path, environment: Mapping[str, str] | None = None) -> dict[str, Service]:
    """Every service of a compose file and of the files that it includes.

    Raises:
        ValueError: a required variable is not set, or a service is defined twice.
    """
    known = {**_dotenv(file.parent / ".env"), **(environment or {})}
    return {one.name: one for one in _services(file, file.parent, known)}


def seconds(value: object, default: float) -> float:
    """A duration as Compose writes it ("1m30s", "500ms"), in seconds."""
    found = SECONDS.fullmatch(str(value)) if value is not None else None
    if found is None or not any(found.groups()):
        return default
    minutes, whole, small = found.groups()
    return int(minutes or 0) * 60 + float(whole or 0) + int(small or 0) / 1000


def fill(text: str, known: Mapping[str, str]) -> str:
    """A text with its ${VARIABLES} filled in by Compose's rules. ValueError where a required one is not set."""

    def one(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        name, how, rest = found["name"] or found["bare"], found["how"] or "", found["rest"] or ""
        value = known.get(name)
        there = bool(value) if how.startswith(":") else value is not None
        if how.endswith("?") and not there:
            raise ValueError(f"{name}: {rest}")
        if how.endswith("-"):
            return str(value) if there else fill(rest, known)
        return (fill(rest, known) if there else "") if how.endswith("+") else value or ""

    return VARIABLE.sub(one, text)


def _services(file: Path, home: Path, known: Mapping[str, str]) -> list[Service]:
    whole = _filled(yaml.safe_load(file.read_text(encoding="utf-8")), known)
    found: list[Service] = []
    for item in whole.get("include") or ():
        entry = {"path": item} if isinstance(item, str) else item
        path = home / entry["path"]
        folder = entry.get("project_directory")
        below = home / folder if folder else path.parent
        found += _services(path, below, known)
    for name, body in (whole.get("services") or {}).items():
        if name in {one.name for one in found}:
            raise ValueError(f"{file.name} defines {name}, which an included file has too")
        found.append(_service(name, body, home, known))
    return found


def _filled(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, known) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, known) for one in value]
    return fill(value, known) if isinstance(value, str) else value


def _service(name: str, body: dict[str, Any], home: Path, known: Mapping[str, str]) -> Service:
    build = body.get("build")
    context = build.get("context", ".") if isinstance(build, dict) else build
    waits = body.get("depends_on") or {}
    return Service(
        name=name,
        image=str(body.get("image", "")),
        build=(home / context).resolve() if context else None,
        entrypoint=_words(body.get("entrypoint")),
        command=_words(body.get("command")),
        environment=_environment(body.get("environment"), known),
        volumes=tuple(_volume(one, home) for one in body.get("volumes") or ()),
        depends_on=dict.fromkeys(waits, "service_started")
        if isinstance(waits, list)
        else {key: one.get("condition", "service_started") for key, one in waits.items()},
        healthcheck=body.get("healthcheck") or {},
        stop_signal=str(body.get("stop_signal", "")),
    )


def _words(value: Any) -> tuple[str, ...]:
    return tuple(shlex.split(value)) if isinstance(value, str) else tuple(map(str, value or ()))


def _environment(value: Any, known: Mapping[str, str]) -> dict[str, str]:
    """A variable without a value is taken from where Compose runs, or left out."""
    pairs = value.items() if isinstance(value, dict) else (
        (name, text if sign else None) for name, sign, text in (one.partition("=") for one in value or ())
    )  # fmt: skip
    given = {key: known.get(key) if one is None else _text(one) for key, one in pairs}
    return {key: one for key, one in given.items() if one is not None}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _volume(value: Any, home: Path) -> tuple[str, str]:
    if isinstance(value, dict):
        source, target = str(value.get("source", "")), str(value["target"])
    else:
        source, target = (*str(value).split(":"), "")[:2]
    return (str((home / source).resolve()) if source.startswith((".", "/")) else source), target


def _dotenv(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    pairs = (one.partition("=") for one in lines if "=" in one and not one.lstrip().startswith("#"))
    return {name.strip(): text.strip().strip("'\"") for name, _, text in pairs}
