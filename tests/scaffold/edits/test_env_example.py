"""One variable in the example of the environment file."""

import pytest

from scaffold.edits.core import Edit, Edited, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE, already, edited, refused

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


@pytest.mark.parametrize(
    ("there", "near", "path"),
    [
        ("docker/.env.example", ["", "docker/docker-compose.yml"], "docker/.env.example"),
        ("api/sample.env", ["api/shop/main.py"], "api/sample.env"),
        (".env.dist", ["api/shop/main.py"], ".env.dist"),
        ("other/.env.example", ["api/shop/main.py"], ".env.example"),
    ],
)
def test_the_example_nearest_to_the_application(there: str, near: list[str], path: str) -> None:
    edit = Edit(operation="env_example", arguments={**ARGUMENTS, "near": near})
    end = run(edit, Tree(root=NOWHERE, changed={there: b"A=1\n"}))
    assert isinstance(end, Edited)
    assert end.path == path


def test_none_is_made_where_that_is_not_wanted() -> None:
    already("env_example", "README", "x\n", **ARGUMENTS, create=False)


def test_apart_from_it_where_the_file_has_empty_lines_between() -> None:
    before = "# a\nA=1\n\n# b\nB=2\n"
    after = f"{before}\n# The cache.\nREDIS_URL=redis://localhost:6379/0\n"
    edited("env_example", ".env.example", before, after, **ARGUMENTS)


def test_refused_where_it_is_no_text() -> None:
    refused("env_example", ".env.example", b"\xff", "not UTF-8", **ARGUMENTS)


def test_a_value_over_several_lines_is_not_cut() -> None:
    key = 'KEY="-----BEGIN\n\\"x\n-----END"\n'
    edited("env_example", ".env.example", key, f"{key}X=1\n", name="X", value=1)
    refused(
        "env_example", ".env.example", 'KEY="-----BEGIN\nx\n', "within quotes", name="X", value=1
    )
