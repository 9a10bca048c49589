"""One variable of a compose service, set to what another one holds with one host put for another.

A database address often carries its password; so neither edits.yml nor the answers ever hold the value: it is read
from the user's own file and goes nowhere else.
"""

import re
from dataclasses import replace

from scaffold import text
from scaffold.compose_file import Untrusted, parse
from scaffold.compose_project import find
from scaffold.edits import compose_environment
from scaffold.edits.core import Already, End, Refused
from scaffold.tree import Tree


def edit(
    tree: Tree, *, service: str, name: str, like: str, host: str, to: str, file: str = ""
) -> End:
    """Set `name` to the value of `like` with `to` for `host` (a URL's host, or the whole value).

    Refused where `like` does not name that host in this file (it comes from a variable or an env_file).
    """
    said = _environment(tree, service, file)
    value = said.get(like, "")
    where = file or "compose file"
    told = f"<the value of {like} with {to} for {host}>"
    snippet = f"services:\n  {service}:\n    environment:\n      {name}: {told}"
    if not _names(value, host):
        if _names(said.get(name, ""), to):
            return Already(path=where)
        why = f"{like} of {service} does not name {host} in the compose file itself."
        return Refused(path=where, why=why, snippet=snippet)
    moved = _place(host).sub(to, value, count=1)
    end = compose_environment.edit(
        tree, service=service, name=name, value=moved, file=file,
        instead_of=value if name == like else None,
    )  # fmt: skip
    return end if isinstance(end, Already) else replace(end, snippet=snippet)


def _place(host: str) -> re.Pattern[str]:
    """The host of a URL (after its user, before its port or path), or the whole value."""
    name = re.escape(host)
    return re.compile(rf"(?<=@){name}(?=[:/?]|$)|(?<=//){name}(?=[:/?]|$)(?![^/]*@)|^{name}$")


def _names(value: str, host: str) -> bool:
    return bool(_place(host).search(value))


def _environment(tree: Tree, service: str, file: str) -> dict[str, str]:
    """The variables that the service itself sets, as written; none where the file cannot be read."""
    path = find(tree, file, service)
    if isinstance(path, Refused):
        return {}
    try:
        document = parse(text.read(tree.read(path) or b"").body)
    except (ValueError, Untrusted):
        return {}
    services = document.meaning.get("services")
    body = services.get(service) if isinstance(services, dict) else None
    said = body.get("environment") if isinstance(body, dict) else None
    if isinstance(said, dict):
        return {key: one[1] for key, one in said.items() if isinstance(one, tuple)}
    items = said if isinstance(said, list) else []
    pairs = (one[1].partition("=") for one in items if isinstance(one, tuple))
    return {key: value for key, _, value in pairs}
