"""One job of a GitLab pipeline. https://docs.gitlab.com/ci/yaml/"""

from checks.probes.repo import yaml_places
from scaffold import text
from scaffold.edits.core import Already, End, Refused
from scaffold.tree import Tree
from scaffold.workflow_file import with_key

FILE = ".gitlab-ci.yml"
ALWAYS = {".pre", ".post", "build", "test", "deploy"}
"""Stages of a pipeline that names none (https://docs.gitlab.com/ci/yaml/#stages); the first two are in every one."""


def edit(tree: Tree, *, job: str, body: str, file: str = FILE) -> End:
    """Refused where the job's stage is not one of the pipeline's `stages`."""
    end = with_key(tree, file, [], job, body)
    if isinstance(end, Already | Refused):
        return end
    stage = _stage(body)
    stages = _stages(tree, file)
    if stage not in stages:
        why = f"{file} has no stage {stage}: its stages are {', '.join(sorted(stages))}."
        return Refused(path=file, why=why, snippet=end.snippet)
    return end


def _stage(body: str) -> str:
    value = yaml_places.parse(body).value
    return str(value.get("stage", "test")) if isinstance(value, dict) else "test"


def _stages(tree: Tree, file: str) -> set[str]:
    value = yaml_places.parse(text.read(tree.read(file) or b"").body).value
    said = value.get("stages") if isinstance(value, dict) else None
    return {*map(str, said), ".pre", ".post"} if isinstance(said, list) else ALWAYS
