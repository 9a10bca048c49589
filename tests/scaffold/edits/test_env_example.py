"""One variable in the example of the environment file."""

from scaffold.edits.core import Edit, Edited, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE, already, edited

ARGUMENTS = {"name": "REDIS_URL", "value": "redis://localhost:6379/0", "comment": "The cache."}


def test_at_the_end_with_its_comment() -> None:
    edited(
        "env_example",
        ".env.sample",
        "A=1",
        "A=1\n# The cache.\nREDIS_URL=redis://localhost:6379/0",
        **ARGUMENTS,
    )


def test_values_that_need_quotes() -> None:
    edited("env_example", ".env.example", "A=1\n", 'A=1\nX="a b\\"c"\n', name="X", value='a b"c')
    edited("env_example", ".env.example", "A=1\n", "A=1\nX=true\n", name="X", value=True)


def test_left_alone_where_it_is_named() -> None:
    already("env_example", ".env.example", "REDIS_URL=x\n", **ARGUMENTS)
    already("env_example", ".env.example", "# REDIS_URL=x\n", **ARGUMENTS)
    already("env_example", ".env.example", "export REDIS_URL=x\n", **ARGUMENTS)


def test_a_new_file_never_the_real_one() -> None:
    end = run(
        Edit(operation="env_example", arguments=ARGUMENTS),
        Tree(root=NOWHERE, changed={".env": b"SECRET=1\n"}),
    )
    assert isinstance(end, Edited)
    assert end.path == ".env.example"
