"""Prices that are worked out are those that the planner would give."""

from random import Random

from pytest import approx

from checks.lab import tester as priced_by
from checks.lab import trials
from checks.lab.advise import completed
from checks.lab.candidate import Candidate, Key
from checks.lab.known import Known
from checks.lab.priced import Priced, leads, places
from checks.lab.shadow import shadow
from checks.lab.workload import workload
from checks.lab.writes import writes
from tests.bench.suite.seen import Seen


def test_a_price_that_is_worked_out_is_the_planners(seen: Seen) -> None:
    with shadow(seen.blueprint) as lab:
        known, postgres = Known(lab), completed(seen.postgres, seen.blueprint)
        load, tester = workload(postgres, lab, known), priced_by.Tester(lab)
        found = trials.run(load.questions, postgres, lab, known, tester)
        every, random, before = sorted(found.sizes), Random(6), lab.plans
        drawn = {one: random.random() for one in every}
        asked = [
            (question, [one for one in every if drawn[one] < share])
            for question in load.questions
            for share in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
        ]
        mine = [tester.price(question, some) for question, some in asked]
        saved = lab.plans - before
        theirs = [priced_by.Tester(lab).price(question, some) for question, some in asked]
        assert saved < 0.9 * (lab.plans - before - saved), "some needed no plan"
    off = [abs(one.cost / other.cost - 1) for one, other in zip(mine, theirs, strict=True)]
    assert sum(one < 0.01 for one in off) >= 0.99 * len(off)


def test_a_bound_never_says_less_than_an_index_saves_nor_more_than_it_is_worth(seen: Seen) -> None:
    with shadow(seen.blueprint) as lab:
        known, postgres = Known(lab), completed(seen.postgres, seen.blueprint)
        load, tester = workload(postgres, lab, known), priced_by.Tester(lab)
        found = trials.run(load.questions, postgres, lab, known, tester)
        priced, random = Priced(load, found, lab, tester, writes(postgres)), Random(6)
        every, cut = range(len(priced.every)), 0
        for _ in range(60):
            chosen = sum(1 << one for one in every if random.random() < 0.3)
            new = 1 << random.choice([one for one in every if not chosen >> one & 1])
            priced.bound(chosen)
            least = random.random() * 0.01 * load.total_ms
            bounded, lost = priced.gain(new, chosen, least), priced.lost(new, chosen | new, least)
            saved, slack = priced.gain(new, chosen), 0.001 * load.total_ms
            assert bounded == approx(saved, abs=slack) or saved - slack <= bounded < least
            assert lost == approx(saved, abs=slack) or least <= lost <= saved + slack
            cut += bounded != approx(saved)
        assert cut, "some were known to save too little before all was planned"


def test_places_are_the_bits_of_a_set() -> None:
    assert list(places(0b1011)) == [0, 1, 3]
    assert list(places(0)) == []


def test_only_a_btree_over_all_rows_is_entered_by_any_question() -> None:
    one = Candidate(schema="s", table="t", keys=(Key(column="a"),))
    assert leads(one) == ("s", "t", "a")
    gin = Candidate(schema="s", table="t", keys=(Key(column="a"),), method="gin")
    part = Candidate(schema="s", table="t", keys=(Key(column="a"),), where="gone")
    assert leads(gin)[2] == leads(part)[2] == ""
