"""Which rewrites are told: those that the lab prices well below the statement, proved on a copy beside it."""

from dataclasses import replace

import psycopg
import pytest

from checks.lab.advice import LabAdvice
from checks.lab.advise import advise
from checks.lab.proof.prove import prove
from checks.lab.proof.result import Answers
from checks.lab.proof.wish import Scratch
from checks.lab.source import take
from checks.probes.postgres import Kind, Postgres, Statement, Statements, look

EVENTS = """
create table events (id bigint primary key, account int not null, at timestamp not null, body text not null);
insert into events select i, i % 4, timestamp '2025-01-01' + (i / 2) * interval '1 second', md5(i::text)
  from generate_series(1, 100000) i;
create index events_page on events (account, at, id);
"""
PAGE = (
    "select id, body from events where account = $1 and (at < $2 or (at = $3 and id < $4))"
    " order by at desc, id desc limit $5"
)


@pytest.fixture
def events(database: str) -> str:
    """A table of events with the index that pages need."""
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(EVENTS)
        one.execute("vacuum (analyze)")
    return database


def asked(url: str, text: str, rows: float, ms: float = 8.0) -> tuple[Postgres, LabAdvice]:
    """The look as if this had been its one statement, and the lab's advice."""
    one = Statement(id="1", text=text, kind=Kind.READ, calls=1000, exec_ms=ms * 1000, rows=round(rows * 1000),
                    blocks_hit=0, blocks_read=0)  # fmt: skip
    listed = Statements(rows=(one,), calls=1000, exec_ms=one.exec_ms, distinct=1, hidden_share=0.0)
    there = "postgresql://shop@db.example/shop"
    seen = replace(look(url), statements=listed, url=there, database="shop", started=1.0)
    return seen, advise(seen, take(url))


def test_a_page_after_an_or_is_told_priced_and_proved(events: str) -> None:
    seen, advice = asked(events, PAGE, rows=20)
    (one,) = advice.offers
    assert "(at, id) < ($2, $4)" in one.rewrite.text
    assert one.price is not None and one.price <= 1.01
    proof = prove(seen, take(events), advice, Scratch(url=events))
    (tried,) = proof.rewrites
    assert tried.answers is Answers.SAME
    assert proof.rewrite("1", one.rewrite.text) == tried


def test_what_would_be_no_cheaper_is_not_told(events: str) -> None:
    """The planner hashes the list: an anti-join reads the same rows."""
    text = "select id from events where account not in (select account from events where id < $1)"
    _, advice = asked(events, text, rows=0)
    assert [one for one in advice.offers if one.price is not None and one.price > 0.7] == []


def test_what_an_index_helps_enough_needs_no_other_words(events: str) -> None:
    _, advice = asked(events, "select id from events where id::text = $1", rows=1)
    assert advice.proposals and advice.offers == ()


def test_a_deep_page_is_told_with_its_next_page(events: str) -> None:
    _, advice = asked(
        events, "select id, body from events order by body limit $1 offset $2", rows=20
    )
    assert advice.offers == () or "body, id of the last row" in advice.offers[0].rewrite.mind
