"""The README's tables come from the commands, the checks and the rungs."""

from pathlib import Path

from cli.tables import fill, tables

ROOT = Path(__file__).parents[2]


def test_a_row_for_every_command_check_and_rung() -> None:
    made = tables()
    assert set(made) == {"commands", "checks", "rungs"}
    assert "| `rung assess` |" in made["commands"]
    assert "| `shape.missing_index` |" in made["checks"]
    assert "| `query_index` |" in made["rungs"]


def test_fill_renews_the_block_and_leaves_the_rest_alone() -> None:
    text = "before\n<!-- generated: rungs -->\nold\n<!-- /generated -->\nafter\n"
    filled = fill(text)
    assert "old" not in filled
    assert tables()["rungs"] in filled
    assert filled.startswith("before\n")
    assert filled.endswith("<!-- /generated -->\nafter\n")
    assert fill(filled) == filled


def test_a_text_without_blocks_stays_as_it_is() -> None:
    assert fill("nothing here\n") == "nothing here\n"


def test_no_page_has_a_hole_left_to_fill() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        assert "@@" not in (ROOT / page).read_text(encoding="utf-8"), page
