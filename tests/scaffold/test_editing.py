"""Edits that hold together are all made, or none is."""

from scaffold.editing import attempt
from scaffold.edits.core import Already, Edit, Edited, Refused
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE

COMPOSE = b"services:\n  web:\n    image: a\n"
INCLUDE = Edit(operation="compose_include", arguments={"path": "x.yaml"}, together="x")
SET = Edit(
    operation="compose_environment",
    arguments={"service": "web", "name": "URL", "value": "redis://x"},
    together="x",
)
ELSEWHERE = Edit(operation="env_example", arguments={"name": "A", "value": "b"}, together="x")
ALONE = Edit(operation="gitignore", arguments={"line": "/x/"})


def test_all_are_made() -> None:
    tried = attempt(Tree(root=NOWHERE, changed={"compose.yaml": COMPOSE}), [INCLUDE, SET, ALONE])
    assert all(isinstance(end, Edited) for _, end in tried.ends)


def test_none_is_made_where_one_is_refused_and_each_has_its_snippet() -> None:
    own = COMPOSE + b"    environment:\n      URL: mine\n"
    tree = Tree(root=NOWHERE, changed={"compose.yaml": own})
    tried = attempt(tree, [INCLUDE, ALONE, SET, ELSEWHERE])
    ends = [end for _, end in tried.ends]
    assert [type(one) for one in ends] == [Refused, Edited, Refused, Refused]
    assert "path: x.yaml" in ends[0].note
    assert "a value of its own" in ends[0].note
    assert "compose.yaml" in ends[3].note
    assert "A=b" in ends[3].note
    assert tried.tree.read("compose.yaml") == own
    assert tried.held == (ALONE,)


def test_what_is_there_already_stays_said() -> None:
    own = b"include:\n  - x.yaml\nservices:\n  web: {}\n"
    tried = attempt(Tree(root=NOWHERE, changed={"compose.yaml": own}), [INCLUDE, SET])
    assert [type(end) for _, end in tried.ends] == [Already, Refused]
