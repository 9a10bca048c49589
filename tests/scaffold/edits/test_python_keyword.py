"""One keyword argument of a call."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

ARGUMENTS = {
    "file": "m.py",
    "call": "sqlalchemy.create_engine",
    "keyword": "pool_size",
    "value": 10,
}
HEAD = "from sqlalchemy import create_engine\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("create_engine()", "create_engine(pool_size=10)"),
        ("create_engine(URL)", "create_engine(URL, pool_size=10)"),
        ("create_engine(URL, )", "create_engine(URL, pool_size=10 )"),
        ("create_engine((URL))", "create_engine((URL), pool_size=10)"),
        ("create_engine(URL, pool_size=5)", "create_engine(URL, pool_size=10)"),
        ("create_engine(\n    URL\n)", "create_engine(\n    URL,\n    pool_size=10,\n)"),
        (
            "create_engine(\n    URL,  # (a)\n)",
            "create_engine(\n    URL,  # (a)\n    pool_size=10,\n)",
        ),
        (
            "create_engine(\n    URL  # a,\n    # b\n)",
            "create_engine(\n    URL,  # a,\n    # b\n    pool_size=10,\n)",
        ),
        (
            "create_engine(f('é,)'),\n    echo=True)",
            "create_engine(f('é,)'),\n    echo=True, pool_size=10)",
        ),
    ],
)
def test_the_argument_is_added_as_the_call_is_written(before: str, after: str) -> None:
    edited("python_keyword", "m.py", f"{HEAD}e = {before}\n", f"{HEAD}e = {after}\n", **ARGUMENTS)


def test_source_is_taken_as_it_is() -> None:
    edited(
        "python_keyword",
        "m.py",
        f"{HEAD}e = create_engine(u)\n",
        f'{HEAD}e = create_engine(u, poolclass="x")\n',
        file="m.py",
        call="sqlalchemy.create_engine",
        keyword="poolclass",
        value='"x"',
    )


def test_left_alone_where_it_is_said() -> None:
    already("python_keyword", "m.py", f"{HEAD}e = create_engine(u, pool_size = 10)\n", **ARGUMENTS)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (f"{HEAD}create_engine(u, **options)\n", "unpacks"),
        (f"{HEAD}create_engine(x for x in y)\n", "not plain"),
        ("create_engine(u)\n", "Nothing"),
        (f"{HEAD}def create_engine(): ...\ncreate_engine(u)\n", "more than one way"),
    ],
)
def test_refused(before: str, why: str) -> None:
    refused("python_keyword", "m.py", before, why, **ARGUMENTS)
