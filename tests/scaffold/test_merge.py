"""A change carried over to another state of a text: neighbours are no conflict, the same line is."""

import pytest

from scaffold.merge import onto


def merged(base: str, ours: str, theirs: str, path: str = "notes.txt") -> str | None:
    found = onto(path, base.encode(), ours.encode(), theirs.encode())
    return None if found is None else found.decode()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ("a\nb\n", "a\nb\n", "a\nc\n", "a\nc\n"),
        ("a\nb\n", "a\nx\n", "a\nb\n", "a\nx\n"),
        ("a\nB\n", "a\nB\nmine\n", "a\n", "a\nmine\n"),
        ("a\nB\n", "mine\na\nB\n", "a\n", "mine\na\n"),
        ("a\nB1\nB2\nc", "a\nB1\nmine\nB2\nc", "a\nc", "a\nmine\nc"),
        ("a\nnew\nc\n", "a\nnew\nc\nd\n", "a\nold\nc\n", "a\nold\nc\nd\n"),
        ("a\n", "a\nmine\n", "a\nB\n", "a\nB\nmine\n"),
        ("a\nB\n", "a\n", "a\n", "a\n"),
        ("a\nB\nc\n", "a\nc\nd\n", "a\nc\n", "a\nc\nd\n"),
        ("a\nimport pool\nc\n", "a\nanother = 1\nc\n", "a\nc\n", "a\nanother = 1\nc\n"),
        ("a\nB\n", "a\r\nB\r\nc\r\n", "a\n", "a\r\nc\r\n"),
    ],
)
def test_carried_over(base: str, ours: str, theirs: str, result: str) -> None:
    assert merged(base, ours, theirs) == result


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a\nnew\nc\n", "a\nnewer\nc\n", "a\nold\nc\n"),
        ("a\nB1\nB2\nc\n", "a\nB1\nx\nc\n", "a\nc\n"),
        ("a\nimport pool\nc\n", "a\nimport pool  # mine\nc\n", "a\nc\n"),
    ],
)
def test_the_same_lines_are_a_conflict(base: str, ours: str, theirs: str) -> None:
    assert merged(base, ours, theirs) is None


def test_a_header_stays_for_what_others_put_below_it() -> None:
    base = "include:\n  - a\nservices: {}\n"
    assert merged(
        base, "include:\n  - a\n  - mine\nservices: {}\n", "services: {}\n", "x.yaml"
    ) == ("include:\n  - mine\nservices: {}\n")


def test_a_result_that_means_something_else_is_refused() -> None:
    base = "a:\n  b:\n    c: 1\n    d: 2\n"
    ours = "a:\n  b:\n    c: 1\n    d: 2\n  e:\n    c: 1\n"
    assert (
        merged(base, ours, "a:\n  b:\n    d: 2\n", "x.yaml")
        == "a:\n  b:\n    d: 2\n  e:\n    c: 1\n"
    )
    assert merged("if a:\n    x\n", "if a:\n    mine\n    x\n", "", "m.py") is None


def test_what_is_not_text_is_never_merged() -> None:
    assert onto("x", b"\xff", b"\xfe", b"\xfd") is None
