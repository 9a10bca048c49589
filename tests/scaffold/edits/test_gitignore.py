"""One line in .gitignore."""

from tests.scaffold.edits.ends import already, edited


def test_at_the_end() -> None:
    edited(
        "gitignore", ".gitignore", "*.pyc\r\n# c\r\n", "*.pyc\r\n# c\r\n/data/\r\n", line="/data/"
    )
    edited("gitignore", ".gitignore", "*.pyc", "*.pyc\n/data/", line="/data/")


def test_left_alone_where_the_pattern_is_there() -> None:
    already("gitignore", ".gitignore", "data/\n", line="/data/")
