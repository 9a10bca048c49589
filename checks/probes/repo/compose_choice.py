"""Which of several compose files production runs: the plain one, one that says so in its name, or nobody knows.

`docker compose up` reads `compose.yaml` and nothing else but an override; every other file is somebody's choice with
`-f` (https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/). Unknown is better than wrong.
"""

import re
from collections.abc import Iterable

from checks.probes.repo.snapshot import ComposeFile, State

PLAIN = re.compile(r"(^|/)(docker-)?compose\.ya?ml$")
FOR_PRODUCTION = re.compile(r"(?<![a-z])prod(uction)?(?![a-z])[^/]*$", re.I)


def states(files: Iterable[ComposeFile]) -> dict[str, State]:
    """The state of each file, by path."""
    held = list(files)
    production = [one for one in held if one.production]
    return {one.path: _state(one, production) for one in held}


def _state(file: ComposeFile, production: list[ComposeFile]) -> State:
    if not file.production:
        return State.INACTIVE
    # stores alone: the application itself is started elsewhere
    if not file.runs_application or _chosen(file, production):
        return State.UNKNOWN_IN_PRODUCTION
    return State.ACTIVE


def _chosen(file: ComposeFile, production: list[ComposeFile]) -> bool:
    """Somebody decides between this file and another one."""
    others = [one for one in production if one is not file]
    beside = [one for one in others if one.runs_application and _folder(one) == _folder(file)]
    if PLAIN.search(file.path) and any(map(_replaces, beside)):
        return True
    if not PLAIN.search(file.path):
        if _says_production(file):
            return False
        if _partial(file) or any(PLAIN.search(one.path) for one in beside):
            return True
    deep = file.path.count("/") > min((one.path.count("/") for one in production), default=0)
    aside = not PLAIN.search(file.path) or deep or _on_a_shelf(file, production)
    return aside and any(other.service(one.name) for other in others for one in file.services)


def _folder(file: ComposeFile) -> str:
    return file.path.rpartition("/")[0]


def _says_production(file: ComposeFile) -> bool:
    return FOR_PRODUCTION.search(file.path) is not None


def _replaces(file: ComposeFile) -> bool:
    """A file for production that needs no other one: the plain one beside it is then for developers."""
    return _says_production(file) and not _partial(file)


def _partial(file: ComposeFile) -> bool:
    """It changes services of another file: some have neither an image nor a build of their own."""
    return any(not one.image and one.builds is None for one in file.services)


def _on_a_shelf(file: ComposeFile, production: list[ComposeFile]) -> bool:
    """One of several folders side by side, each with a way to start the same."""
    shelf = _folder(file).rpartition("/")[0]
    return shelf != "" and any(
        one is not file and _folder(one).rpartition("/")[0] == shelf for one in production
    )
