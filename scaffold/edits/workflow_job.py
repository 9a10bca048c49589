"""One job of a GitHub workflow.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobs
"""

from scaffold.edits.core import End
from scaffold.tree import Tree
from scaffold.workflow_file import with_key


def edit(tree: Tree, *, file: str, job: str, body: str) -> End:
    """`body` is the job as YAML text; a job of that name with another text is the owner's."""
    return with_key(tree, file, ["jobs"], job, body)
