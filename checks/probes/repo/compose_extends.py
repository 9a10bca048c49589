"""Services that extend another one, put together (https://docs.docker.com/reference/compose-file/services/#extends).

Only files of the tree are read; what cannot be found leaves the service as it is written.
"""

import posixpath
from collections.abc import Mapping
from typing import Any

from checks.probes.repo.walk import Tree
from checks.probes.repo.yaml_places import parse

DEEPEST = 8
"""Links of one chain; a circle ends here too. Nobody writes more than three."""
Body = Mapping[Any, Any]


def whole(tree: Tree, path: str, name: str, services: Body) -> Body:
    """The body of a service with everything that it takes over from the ones it extends."""
    return _whole(tree, path, name, services, DEEPEST)


def _whole(tree: Tree, path: str, name: str, services: Body, left: int) -> Body:
    body = services.get(name)
    if not isinstance(body, Mapping):
        return {}
    said = body.get("extends")
    if not said or not left:
        return body
    named = said if isinstance(said, Mapping) else {"service": said}
    other = str(named.get("service") or "")
    home, around = path, services
    if named.get("file"):
        home = posixpath.normpath(posixpath.join(posixpath.dirname(path), str(named["file"])))
        around = _services(tree, home)
    base = _whole(tree, home, other, around, left - 1)
    return _merged(base, body)


def _services(tree: Tree, path: str) -> Body:
    text = tree.text(path) if path in tree.sizes else None
    try:
        value = parse(text).value if text is not None else None
    except (ValueError, RecursionError) as error:
        tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
        return {}
    declared = value.get("services") if isinstance(value, Mapping) else None
    return declared if isinstance(declared, Mapping) else {}


def _merged(base: Body, own: Body) -> Body:
    found = dict(base)
    for key, value in own.items():
        below = found.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            found[key] = _merged(below, value)
        elif key not in {"command", "entrypoint"} and isinstance(value, list):
            found[key] = [*(below if isinstance(below, list) else []), *value]
        else:
            found[key] = value
    return found
