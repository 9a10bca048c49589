"""One step of a job of a GitHub workflow.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps
"""

from scaffold.edits.core import End
from scaffold.tree import Tree
from scaffold.workflow_file import with_item


def edit(tree: Tree, *, file: str, job: str, body: str, after: str = "") -> End:
    """The last step, or the one after the step whose `name` is `after`."""
    return with_item(tree, file, ["jobs", job, "steps"], body, after)
