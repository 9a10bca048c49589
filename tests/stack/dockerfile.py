"""The instructions of a Dockerfile that say what runs: FROM, COPY, WORKDIR, ENV, USER, ENTRYPOINT, CMD, packages."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Image:
    """What a Dockerfile builds, as far as starting it needs."""

    context: Path
    base: str = ""
    packages: tuple[str, ...] = ()
    copies: list[tuple[Path, str]] = field(default_factory=list)
    owned: tuple[str, ...] = ()
    """Folders that RUN makes with `install -d`."""
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    user: str = "root"
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()


def read(context: Path) -> Image:
    """Read `Dockerfile` in a build context. ValueError for an instruction that is not known here."""
    text = re.sub(r"\\\n", " ", (context / "Dockerfile").read_text(encoding="utf-8"))
    image = Image(context=context)
    for line in text.splitlines():
        words = line.strip().split(None, 1)
        if len(words) == 2 and not words[0].startswith("#"):
            _take(image, words[0].upper(), words[1].strip())
    return image


def _take(image: Image, instruction: str, rest: str) -> None:
    if instruction == "FROM":
        image.base = rest.split()[0]
    elif instruction == "RUN":
        if found := re.search(r"apt-get install ([^&;|]+)", rest):
            image.packages += tuple(one for one in found[1].split() if not one.startswith("-"))
        image.owned += tuple(re.findall(r"install -d [^&;|]*?(/\S+)", rest))
    elif instruction == "COPY":
        *sources, target = [one for one in shlex.split(rest) if not one.startswith("--")]
        for one in sources:
            image.copies.append((image.context / one, _target(image, one, target)))
    elif instruction == "WORKDIR":
        image.workdir = rest
    elif instruction == "ENV":
        image.environment |= dict(one.split("=", 1) for one in shlex.split(rest))
    elif instruction == "USER":
        image.user = rest
    elif instruction in ("ENTRYPOINT", "CMD"):
        words = tuple(json.loads(rest)) if rest.startswith("[") else ("/bin/sh", "-c", rest)
        setattr(image, "entrypoint" if instruction == "ENTRYPOINT" else "command", words)
    elif instruction not in ("EXPOSE", "LABEL", "STOPSIGNAL", "HEALTHCHECK", "ARG"):
        raise ValueError(f"Dockerfile: {instruction} is not known here")


def _target(image: Image, source: str, target: str) -> str:
    """Where a copied file ends up: a folder's content goes into the target, a file under its own name."""
    at = (
        target
        if target.startswith("/")
        else f"{image.workdir.rstrip('/')}/{target.removeprefix('./').removeprefix('.')}"
    )
    into_folder = target.endswith("/") or target in (".", "./")
    if into_folder and not (image.context / source).is_dir():
        return f"{at.rstrip('/')}/{Path(source).name}"
    return at.rstrip("/") or "/"
