"""One more local file that a GitLab pipeline includes. https://docs.gitlab.com/ci/yaml/#includelocal"""

from checks.probes.repo import yaml_places
from scaffold import text
from scaffold.compose_file import scalar
from scaffold.edits.core import Already, End
from scaffold.edits.gitlab_job import FILE
from scaffold.tree import Tree
from scaffold.workflow_file import with_item, with_key


def edit(tree: Tree, *, local: str, file: str = FILE) -> End:
    """In the list that is there; where there is none, a new `include:` at the end. Refused for a single entry."""
    entry = f"local: {scalar(local)}"
    there = _there(tree, file)
    if there is None:
        return with_key(tree, file, [], "include", f"- {entry}")
    entries = there if isinstance(there, list) else [there]
    if any(local in (one, one.get("local") if isinstance(one, dict) else None) for one in entries):
        return Already(path=file)
    return with_item(tree, file, ["include"], entry)


def _there(tree: Tree, file: str) -> object:
    try:
        value = yaml_places.parse(text.read(tree.read(file) or b"").body).value
    except ValueError:
        return None
    return value.get("include") if isinstance(value, dict) else None
