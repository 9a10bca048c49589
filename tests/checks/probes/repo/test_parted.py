"""Folder and name apart find what the whole path would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.probes.repo.code.reading import FRONT
from checks.probes.repo.context.outside import COMPILED
from checks.probes.repo.facets.load_tests import LIKELY
from checks.probes.repo.facets.schema import WHERE
from checks.probes.repo.parted import Parted
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.walk import NOT_PRODUCTION

PATTERNS = (NOT_PRODUCTION, BY_HAND, FRONT, LIKELY, WHERE, *(pattern for _, pattern in COMPILED))
PARTS = [
    "tests", "test_a.py", "spec", "a_spec.rb", "ci", "docs", "{{ name }}", "config", "A.java",
    "ATest.java", "samples", "load", "bench.js", "x.example", "conftest.py", "ui", ".github", "a\nb",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.pattern[:20])
@given(paths=st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4), max_size=6))
def test_it_says_what_a_search_of_the_whole_path_says(
    pattern: re.Pattern[str], paths: list[list[str]]
) -> None:
    found = Parted(pattern)
    for parts in (*paths, *paths):
        path = "/".join(parts)
        assert bool(found(path)) == (pattern.search(path) is not None), path
