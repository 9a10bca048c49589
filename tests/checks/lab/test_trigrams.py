"""Trigrams of a sample of texts, beside what pg_trgm itself says."""

import psycopg

from checks.lab.trigrams import of, trigrams
from scaffold.demo.postgres import Postgres as Server

WORDS = ("amber", "brisk", "cedar", "delta", "ember", "fjord", "grove", "haven", "ivory", "jolly")


def test_a_text_has_the_trigrams_of_the_extension(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url) as one:
        one.execute("create extension pg_trgm")
        for text in ("Quartz Velvet 12", "a", "", "O'Brien-Smith", "naïve café", "x  y"):
            row = one.execute("select show_trgm(%s)", (text,)).fetchone()
            assert row is not None and len(row[0]) == len(of(text))
        one.rollback()


def test_words_that_come_again_add_no_new_ones() -> None:
    texts = [f"{one} {other}" for one in WORDS for other in WORDS if one != other]
    few, many = trigrams(texts[:30]), trigrams(texts)
    assert few is not None and many is not None
    assert abs(few.distinct / many.distinct - 1) < 0.5
    assert many.distinct == len({each for one in WORDS for each in of(one)})


def test_a_handful_of_texts_tells_nothing() -> None:
    assert trigrams(["one", "two"]) is None
    assert trigrams([]) is None
