"""Every quantity is read by a check, a formula, the model or a page; one that is not would be asked for nothing."""

import re
from pathlib import Path

import pytest

from checks.vitals import how_to_measure, meaning_of, most_of, names, unit_of, words_of

ROOT = Path(__file__).parents[2]
NOT_READING = {"vocabulary.py", "vitals.py"}
CONTEXT = {"statement_window_s"}
"""Says over which span others were measured; shown beside them, and judged by nothing."""
READERS = "\n".join(
    path.read_text(encoding="utf-8")
    for floor in ("checks", "playbooks", "scaffold", "cli")
    for path in sorted((ROOT / floor).rglob("*"))
    if path.suffix in {".py", ".md", ".yml"}
    and path.name not in NOT_READING
    and not {"fill", "probes"} & set(path.parts)
)


@pytest.mark.parametrize("name", sorted(set(names()) - CONTEXT))
def test_every_quantity_is_read(name: str) -> None:
    assert re.search(rf"\b{name}\b", READERS)


@pytest.mark.parametrize("name", names())
def test_every_quantity_says_what_it_is(name: str) -> None:
    assert (
        unit_of(name) and len(meaning_of(name)) >= 10 and how_to_measure(name).startswith("rung ")
    )
    assert most_of(name) > 0
    assert unit_of(name) == "str" or not words_of(name)
