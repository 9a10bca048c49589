"""Which of several compose files production runs: the plain one, one that says so in its name, or nobody knows.

`docker compose up` reads `compose.yaml` and nothing else but an override; every other file is somebody's choice with
`-f` (https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/). Unknown is better than wrong.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from checks.probes.repo.compose_include import parts
from checks.probes.repo.snapshot import ComposeFile, State

PLAIN = re.compile(r"(^|/)(docker-)?compose\.ya?ml$")
TEMPLATE = re.compile(r"(?<![a-z])(example|sample|template)(?![a-z])[^/]*$|\.dist$", re.I)
"""A file to copy and change before anything is started: its values are proposals."""
FOR_PRODUCTION = re.compile(r"(?<![a-z])prod(uction)?(?![a-z])[^/]*$", re.I)


def states(files: Iterable[ComposeFile]) -> dict[str, State]:
    """The state of each file, by path."""
    held = {one.path: one for one in files}
    whole = {path: parts(one, held) for path, one in held.items()}
    inner = {one.path for several in whole.values() for one in several[1:]}
    outer = [_as_one(whole[path]) for path in held if path not in inner]
    production = [one for one in outer if one.production]
    found = {one.path: _state(one, production) for one in outer}
    for file in outer:
        for one in whole[file.path][1:]:
            state = found[file.path] if one.production else State.INACTIVE
            if state is State.ACTIVE or one.path not in found:
                found[one.path] = state
    # files that include each other in a circle start nothing; compose refuses them
    return {path: found.get(path, _alone(one)) for path, one in held.items()}


def _alone(file: ComposeFile) -> State:
    return State.UNKNOWN_IN_PRODUCTION if file.production else State.INACTIVE


def _as_one(several: tuple[ComposeFile, ...]) -> ComposeFile:
    """A file with the services of everything that it includes."""
    return replace(several[0], services=tuple(s for one in several for s in one.services))


def _state(file: ComposeFile, production: list[ComposeFile]) -> State:
    if not file.production:
        return State.INACTIVE
    # stores alone: the application itself is started elsewhere
    if not file.runs_application or _chosen(file, production):
        return State.UNKNOWN_IN_PRODUCTION
    return State.ACTIVE


def _chosen(file: ComposeFile, production: list[ComposeFile]) -> bool:
    """Somebody decides between this file and another one, or makes a file of their own out of it."""
    if TEMPLATE.search(file.path):
        return True
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
