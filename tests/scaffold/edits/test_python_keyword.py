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
        (
            "create_engine(A, pool_size=5); f = create_engine(B)",
            "create_engine(A, pool_size=5); f = create_engine(B, pool_size=10)",
        ),
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
        (f"{HEAD}create_engine(u, pool_size=5)\n", "m.py:2 gives pool_size a value of its own"),
        (f"{HEAD}create_engine(x for x in y)\n", "not plain"),
        ("create_engine(u)\n", "Nothing"),
        (f"{HEAD}def create_engine(): ...\ncreate_engine(u)\n", "more than one way"),
    ],
)
def test_refused(before: str, why: str) -> None:
    refused("python_keyword", "m.py", before, why, **ARGUMENTS)


def test_a_call_that_gets_too_wide_has_one_argument_a_line() -> None:
    before = f"{HEAD}def f():\n    return create_engine(str(settings.address_of_the_database), echo=settings.verbose)\n"
    after = (
        f"{HEAD}def f():\n    return create_engine(\n        str(settings.address_of_the_database),\n"
        "        echo=settings.verbose,\n        pool_size=10,\n    )\n"
    )
    edited("python_keyword", "m.py", before, after, **ARGUMENTS)
