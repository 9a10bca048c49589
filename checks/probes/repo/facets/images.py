"""What each image recipe builds: its stages, its user, its health check."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.processes import dockerfiles, for_development, instructions
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

ROOT = {"", "root", "0", "0:0", "root:root"}


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`image`: "2 stages, user app, health check" at the line of the last stage."""
    for path in dockerfiles(sight.tree):
        told = _told(list(instructions(sight.tree.text(path) or "")))
        if told is not None:
            text, line = told
            state = State.INACTIVE if for_development(path) else State.ACTIVE
            place = Place(path=path, line=line)
            yield (
                sight.folder_of(path),
                RepoFact(name="image", value=text, place=place, state=state),
            )


def _of_base(image: str) -> str:
    """The user that a base image is called after (https://github.com/GoogleContainerTools/distroless)."""
    tag = image.partition("@")[0].rpartition("/")[2].partition(":")[2]
    return "nonroot" if tag.endswith("nonroot") else ""


def _told(lines: list[tuple[int, str]]) -> tuple[str, int] | None:
    """The last stage counts; what a base stage sets is inherited from it."""
    stages: dict[str, tuple[str, bool]] = {}
    count, last, user, healthy, name = 0, 0, "", False, ""
    for number, line in lines:
        start = re.match(r"FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", line, re.I)
        if start:
            count, last = count + 1, number
            user, healthy = stages.get(start.group(1).lower(), (_of_base(start.group(1)), False))
            name = (start.group(2) or str(count - 1)).lower()
        elif found := re.match(r"USER\s+(\S+)", line, re.I):
            user = found.group(1)
        elif re.match(r"HEALTHCHECK\s", line, re.I):
            healthy = not re.match(r"HEALTHCHECK\s+NONE", line, re.I)
        stages[name] = (user, healthy)
    if not count:
        return None
    who = "no user set" if not user else "root" if user in ROOT else f"user {user}"
    said = [f"{count} stage{'s' if count > 1 else ''}", who]
    return ", ".join([*said, "health check" if healthy else "no health check"]), last
