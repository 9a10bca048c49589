"""One item of a module-level list."""

import pytest

from scaffold.edits.core import Edit, Edited, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE, already, edited, refused

LAST = {"file": "s.py", "name": "MIDDLEWARE", "item": '"q"'}


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("MIDDLEWARE = []\n", 'MIDDLEWARE = ["q"]\n', {}),
        ('MIDDLEWARE = ["a"]\n', 'MIDDLEWARE = ["a", "q"]\n', {}),
        ('MIDDLEWARE = ["a"]\n', 'MIDDLEWARE = ["q", "a"]\n', {"place": "first"}),
        ('MIDDLEWARE = (\n  "a",\n)\n', 'MIDDLEWARE = (\n  "a",\n  "q",\n)\n', {}),
        (
            'MIDDLEWARE = [\n    "a",\n    "b"  # last\n]\n',
            'MIDDLEWARE = [\n    "a",\n    "b",  # last\n    "q",\n]\n',
            {},
        ),
        (
            'MIDDLEWARE = [\n    "a",\n    # c\n    "b",\n]\n',
            'MIDDLEWARE = [\n    "a",\n    # c\n    "q",\n    "b",\n]\n',
            {"before": '"b"'},
        ),
        (
            'MIDDLEWARE = [\n    "a",\n    "b",\n]\n',
            'MIDDLEWARE = [\n    "a",\n    "q",\n    "b",\n]\n',
            {"after": "'a'", "place": "first"},
        ),
        ('MIDDLEWARE = ["a"]\n', 'MIDDLEWARE = ["q", "a"]\n', {"after": "'x'", "place": "first"}),
    ],
)
def test_the_place(before: str, after: str, place: dict[str, str]) -> None:
    edited("python_list_item", "s.py", before, after, **LAST, **place)


def test_left_alone_where_it_is_there() -> None:
    already("python_list_item", "s.py", "MIDDLEWARE = ['q', 'a']\n", **LAST)


@pytest.mark.parametrize(
    "before",
    [
        "MIDDLEWARE = base + ['a']\n",
        "from x import MIDDLEWARE\n",
        "MIDDLEWARE = []\nMIDDLEWARE = []\n",
    ],
)
def test_refused_where_it_is_no_plain_list(before: str) -> None:
    refused("python_list_item", "s.py", before, "one plain list", **LAST)


def test_the_list_that_another_settings_module_brings() -> None:
    files = {
        "settings/production.py": b"from .base import *\nMIDDLEWARE += ['z']\n",
        "settings/base.py": b"MIDDLEWARE = ['a']\n",
    }
    arguments = {**LAST, "file": "settings/production.py"}
    tree = Tree(root=NOWHERE, changed=files)
    end = run(Edit(operation="python_list_item", arguments=arguments), tree)
    assert isinstance(end, Edited)
    assert (end.path, end.content) == ("settings/base.py", b"MIDDLEWARE = ['a', \"q\"]\n")
    own = tree.with_("settings/production.py", b"from .base import *\nMIDDLEWARE = ['b']\n")
    end = run(Edit(operation="python_list_item", arguments=arguments), own)
    assert isinstance(end, Edited)
    assert end.path == "settings/production.py"
