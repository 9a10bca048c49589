"""The compose file that a rung builds into: the one that Compose itself would read, else the only one there can be.

Compose reads the files that COMPOSE_FILE names, else the first of its own names in the folder
(https://docs.docker.com/compose/how-tos/environment-variables/envvars/#compose_file). Files of other names are
alternatives (`-f`); which of several is run, the repository does not say, and a guess would edit the wrong one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from checks.probes.repo.snapshot import ComposeFile, Repo
from scaffold.compose_project import NAMES, from_env
from scaffold.tree import Tree

PRODUCTION = re.compile(r"(^|[.\-_])prod(uction)?([.\-_]|$)")


def main_file(repo: Repo) -> ComposeFile | None:
    """The compose file, or None."""
    return chosen(repo)[0]


def chosen(repo: Repo) -> tuple[ComposeFile | None, str]:
    """The compose file, or None, and why.

    Where COMPOSE_FILE names several, it is the first, with the services of all of them.
    """
    if named := from_env(Tree(root=repo.root)):
        return _told(repo, named)
    production = [one for one in repo.compose if one.production]
    standard = [one for one in production if _name(one.path) in NAMES]
    at_root = sorted((one for one in standard if "/" not in one.path), key=_in_order)
    if at_root:
        return at_root[0], "the project's compose file"
    for group in (standard, production):
        found = _only(group)
        if found is not None:
            return found, "the project's compose file"
    if not production:
        return None, "there is no compose file"
    paths = ", ".join(one.path for one in production[:3])
    more = f" and {len(production) - 3} more" if len(production) > 3 else ""
    return None, f"{paths}{more} are alternatives: --set compose_file=PATH says which one you run"


def _told(repo: Repo, named: Sequence[str]) -> tuple[ComposeFile | None, str]:
    files = [one for name in named for one in repo.compose if one.path == name]
    if not files:
        return None, f"COMPOSE_FILE in .env names {named[0]}, which is not read here"
    own = {one.name for one in files[0].services}
    others = [
        replace(service, line=0)
        for file in files[1:]
        for service in file.services
        if service.name not in own
    ]
    whole = replace(files[0], services=(*files[0].services, *others))
    return whole, "COMPOSE_FILE in .env names it"


def _only(files: Sequence[ComposeFile]) -> ComposeFile | None:
    """The only file at the least depth, of those that start the application where some do."""
    found = [one for one in files if one.runs_application] or list(files)
    depth = min((one.path.count("/") for one in found), default=0)
    near = [one for one in found if one.path.count("/") == depth]
    if len({one.path.rpartition("/")[0] for one in near}) == 1:
        standard = sorted((one for one in near if _name(one.path) in NAMES), key=_in_order)
        near = standard[:1] or near
    if len(near) > 1:
        near = [one for one in near if PRODUCTION.search(_name(one.path))]
    return near[0] if len(near) == 1 else None


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _in_order(file: ComposeFile) -> int:
    return NAMES.index(_name(file.path))
