"""One decorator directly above a def."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

ARGUMENTS = {"file": "m.py", "function": "get", "decorator": "cached(30)"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def get(): ...\n", "@cached(30)\ndef get(): ...\n"),
        (
            '@app.get(\n    "/"\n)\n# why\nasync def get(\n    a,\n):\n    pass\n',
            '@app.get(\n    "/"\n)\n# why\n@cached(30)\nasync def get(\n    a,\n):\n    pass\n',
        ),
        (
            "def make():\n\t@app.get('/')\n\tdef get(): ...\n\treturn get\n",
            "def make():\n\t@app.get('/')\n\t@cached(30)\n\tdef get(): ...\n\treturn get\n",
        ),
        (
            "x = 1\r\n\r\ndef get():\r\n    pass",
            "x = 1\r\n\r\n@cached(30)\r\ndef get():\r\n    pass",
        ),
    ],
)
def test_innermost_with_the_indentation_of_the_function(before: str, after: str) -> None:
    edited("python_decorate", "m.py", before, after, **ARGUMENTS)


def test_a_method() -> None:
    edited(
        "python_decorate",
        "m.py",
        "def get(): ...\nclass V:\n    def get(self): ...\n",
        "def get(): ...\nclass V:\n    @method_decorator(x)\n    def get(self): ...\n",
        file="m.py",
        function="V.get",
        decorator="@method_decorator(x)",
    )


def test_left_alone_where_it_is_decorated() -> None:
    already("python_decorate", "m.py", "@cached( 30 )\n@other\ndef get(): ...\n", **ARGUMENTS)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("def other(): ...\n", "no function named"),
        ("def get(): ...\ndef get(): ...\n", "2 functions"),
        ("class A:\n    def get(self): ...\n", "no function named"),
        ("if x: \n def get(: pass\n", "cannot be read"),
    ],
)
def test_refused_without_one_function(before: str, why: str) -> None:
    refused("python_decorate", "m.py", before, why, **ARGUMENTS)
