"""One service container of a job of a GitHub workflow (a Redis beside the tests, say).

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idservices
"""

from scaffold.edits.core import End
from scaffold.tree import Tree
from scaffold.workflow_file import with_key


def edit(tree: Tree, *, file: str, job: str, name: str, body: str) -> End:
    """`services:` is made where the job has none; a service of that name with another text is the owner's."""
    return with_key(tree, file, ["jobs", job, "services"], name, body)
