"""One line in .gitignore."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused


def test_at_the_end() -> None:
    edited(
        "gitignore", ".gitignore", "*.pyc\r\n# c\r\n", "*.pyc\r\n# c\r\n/data/\r\n", line="/data/"
    )
    edited("gitignore", ".gitignore", "*.pyc", "*.pyc\n/data/", line="/data/")


def test_left_alone_where_the_pattern_is_there() -> None:
    already("gitignore", ".gitignore", "data/\n", line="/data/")


@pytest.mark.parametrize(
    ("there", "line"),
    [
        ("/data/\n", "/data/"),
        ("data\n", "/data/"),
        ("**/data/\n", "/data/"),
        ("!/data/\n/data/\n", "/data/"),
        (".env\r\n", ".env"),
        ("  .env  \n", ".env"),
    ],
)
def test_spellings_that_cover_it(there: str, line: str) -> None:
    already("gitignore", ".gitignore", there, line=line)


@pytest.mark.parametrize(
    ("there", "line"), [("/.env\n", ".env"), ("data/\n", "data"), ("#.env\n", ".env")]
)
def test_spellings_that_do_not(there: str, line: str) -> None:
    edited("gitignore", ".gitignore", there, f"{there}{line}\n", line=line)


def test_what_the_owner_takes_back_is_theirs() -> None:
    end = refused(
        "gitignore", ".gitignore", ".env\n!.env\n", "takes it back with `!.env`", line=".env"
    )
    assert end.snippet == ".env"


def test_into_its_section() -> None:
    before = "# Python\n*.pyc\n\n# Local\n.env\n\n# More\nx\n"
    after = before.replace(".env\n", ".env\n/data/\n")
    edited("gitignore", ".gitignore", before, after, line="/data/", section="Local")
    edited("gitignore", ".gitignore", "x\n", "x\n# Local\n/data/\n", line="/data/", section="Local")


def test_refused_where_it_is_no_text() -> None:
    refused("gitignore", ".gitignore", b"\xff", "not UTF-8", line="x")
