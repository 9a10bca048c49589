"""What indexes add to the writes of their table, alone and together."""

from dataclasses import replace

from checks.lab.candidate import Candidate, Key
from checks.lab.writes import BTREE_MS, GIN_MS, TRIGRAM_MS, Write, cost, together

VIEWS = Candidate(schema="s", table="t", keys=(Key(column="views"),))
NAME = Candidate(schema="s", table="t", keys=(Key(column="name"),))
SEARCH = Candidate(
    schema="s", table="t", keys=(Key(column="name", operators="gin_trgm_ops"),), method="gin"
)
BRIN = Candidate(schema="s", table="t", keys=(Key(column="views"),), method="brin")
COUNT = Write(table=("s", "t"), rows=1000.0, kind="update", columns=frozenset({"views"}), indexes=1)
FULL = replace(COUNT, off_page=0.5)
ADD = Write(table=("s", "t"), rows=1000.0, kind="insert")


def test_an_update_that_stays_on_its_page_writes_to_no_index() -> None:
    assert cost(NAME, [COUNT]).ms == cost(NAME, [COUNT]).rows == cost(NAME, [COUNT]).ends_hot == 0


def test_an_index_that_ends_that_writes_to_every_index() -> None:
    assert cost(VIEWS, [COUNT]).ends_hot == 1000
    assert together([VIEWS, NAME], [COUNT]) > together([VIEWS], [COUNT]) + together([NAME], [COUNT])
    assert together([VIEWS, SEARCH], [COUNT]) == 1000 * (2 * BTREE_MS + TRIGRAM_MS)


def test_a_trigram_index_writes_many_keys_a_row() -> None:
    document = replace(SEARCH, keys=(Key(column="name", operators="jsonb_path_ops"),))
    assert together([document], [ADD]) == 1000 * GIN_MS < together([SEARCH], [ADD])


def test_brin_lets_updates_stay() -> None:
    assert together([BRIN, NAME], [COUNT]) == 0


def test_an_update_from_a_full_page_writes_to_every_index_already() -> None:
    assert cost(NAME, [FULL]).ms == 500 * BTREE_MS
    assert cost(NAME, [FULL]).ends_hot == 0
    assert cost(VIEWS, [FULL]).ends_hot == 500


def test_inserts_and_other_tables() -> None:
    assert together([VIEWS, NAME], [ADD]) == 2000 * BTREE_MS
    elsewhere = Write(table=("s", "u"), rows=1000.0, kind="insert")
    assert together([VIEWS, NAME], [elsewhere]) == together([], [ADD]) == 0
