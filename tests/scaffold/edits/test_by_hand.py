"""What only a person can decide."""

from tests.scaffold.edits.ends import refused


def test_told_with_its_snippet() -> None:
    said = {"where": "your handlers", "why": "Nothing uses it yet.", "snippet": "@cached()"}
    end = refused("by_hand", "main.py", "x = 1\n", "Nothing uses it yet", **said)
    assert (end.path, end.snippet) == ("your handlers", "@cached()")
