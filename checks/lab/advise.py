"""The lab's advice: from a look at PostgreSQL and its blueprint to a set of indexes, each with its reasons."""

from dataclasses import replace

from checks.accesses import Schema
from checks.lab.advice import Gain, Helpless, LabAdvice, Proposal, Unpriced
from checks.lab.blueprint import Blueprint
from checks.lab.bounded import Bounded
from checks.lab.candidate import Candidate
from checks.lab.hot import Hot
from checks.lab.known import Known
from checks.lab.misjudged import misjudged
from checks.lab.offers import NOTABLE, Offer, offers
from checks.lab.priced import Priced
from checks.lab.search import Search
from checks.lab.shadow import shadow
from checks.lab.terms import Terms
from checks.lab.tester import Tester
from checks.lab.trials import Trials, run
from checks.lab.whatif import WhatIf
from checks.lab.workload import Workload, busiest, workload
from checks.lab.writes import cost, writes
from checks.prices import serves
from checks.probes.postgres import Index, Postgres
from checks.sql import tables_of

_RECENT: list[tuple[Postgres, Blueprint, Terms, LabAdvice]] = []
"""The last advice: one command asks for the same more than once, and each lab takes seconds."""


def advise(postgres: Postgres, blueprint: Blueprint, terms: Terms | None = None) -> LabAdvice:
    """Build the lab, try the candidates, choose.

    Args:
        postgres: the look.
        blueprint: of the same database.
        terms: what is asked of the set beyond that it saves time.

    Raises:
        Problem: the extra is not installed, or the lab's server did not start.
    """
    terms = terms or Terms()
    for seen, built, asked, advice in _RECENT:
        if seen is postgres and built is blueprint and asked == terms:
            return advice
    with shadow(blueprint) as lab:
        found = advised(completed(postgres, blueprint), lab, terms)
    _RECENT[:] = [(postgres, blueprint, terms, found)]
    return found


def completed(postgres: Postgres, blueprint: Blueprint) -> Postgres:
    """The look with the constants put back that a session's own text shows."""
    if postgres.statements is None:
        return postgres
    rows = tuple(
        replace(one, text=blueprint.texts.get(one.id, one.text)) for one in postgres.statements.rows
    )
    return replace(postgres, statements=replace(postgres.statements, rows=rows))


def advised(postgres: Postgres, lab: WhatIf, terms: Terms) -> LabAdvice:
    """Advice from a lab that runs."""
    known = Known(lab)
    load = workload(postgres, lab, known)
    lab.warm(_from_memory(postgres))
    tester = Tester(lab)
    load = replace(
        load,
        questions=tuple(replace(one, cost=tester.price(one, ()).cost) for one in load.questions),
    )
    written = writes(postgres)
    barred = written if terms.keep_hot else ()
    trials = run(load.questions, postgres, lab, known, tester, barred)
    priced = Priced(load, trials, lab, tester, written)
    search = Search(priced, trials.helped, known.bytes)
    most = terms.most_bytes
    best = search.best() if most is None else Bounded(priced, search.wishes, most).best()
    every, hot = Hot(priced, search, written).weighed(best, float("inf") if most is None else most)
    proposals = [
        Proposal(
            index=one,
            gains=_gains(one, every, priced),
            share=max(0.0, priced.gain(priced.set_of([one]), every & ~priced.set_of([one])))
            / load.total_ms
            if load.total_ms
            else 0.0,
            bytes=trials.sizes[one].bytes,
            writes=cost(one, written),
            replaces=tuple(each.name for each in postgres.indexes if _covers(one, each)),
            doubt=lab.doubt(one),
        )
        for one in priced.members(every)
    ]
    proposals.sort(key=lambda one: (-one.share, one.index))
    asked = sum(one.total_ms for one in load.questions)
    return LabAdvice(
        proposals=tuple(proposals),
        helpless=_helpless(every, trials, priced),
        left_out=lab.left_out,
        total_ms=load.total_ms,
        left_ms=load.total_ms - asked + priced.left(every) + priced.paid(every),
        examined=len(load.questions),
        plans=lab.plans,
        statements=postgres.statements.distinct if postgres.statements else 0,
        read=tuple(sorted({each for one in load.questions for each in one.indexes})),
        misjudged=misjudged(load.questions, Schema(postgres), lab, known, load.total_ms),
        offers=_offers(every, postgres, lab, known, priced),
        hot=tuple(hot),
        backend=lab.backend,
        unpriced=_unpriced(trials, load, lab),
        notes=lab.notes,
    )


def _from_memory(postgres: Postgres) -> float:
    """The share of block reads of all statements that PostgreSQL's own memory answered; all where none was counted."""
    rows = postgres.statements.rows if postgres.statements else ()
    hit, read = sum(one.blocks_hit for one in rows), sum(one.blocks_read for one in rows)
    return hit / (hit + read) if hit + read else 1.0


def tables(postgres: Postgres) -> list[tuple[str, str]]:
    """The tables that the busiest statements name, and those that point at them: what a large dump is limited to."""
    named = {name for one in busiest(postgres) for name in tables_of(one.text)}
    chosen = {(one.schema, one.name) for one in postgres.tables if one.name in named}
    pointing = {
        (one.schema, one.table)
        for one in postgres.foreign_keys
        if (one.references_schema, one.references) in chosen
    }
    return sorted(chosen | pointing)


def _gains(one: Candidate, chosen: int, priced: Priced) -> tuple[Gain, ...]:
    """The statements whose plans read this index, the largest saving first."""
    found = []
    for place, question in enumerate(priced.workload.questions):
        if priced.reads(place, chosen, one):
            after = priced.time(place, chosen) / question.statement.calls
            found.append(
                Gain(
                    statement=question.statement,
                    before_ms=question.mean_ms,
                    after_ms=after,
                    blind=question.blind,
                )
            )
    found.sort(
        key=lambda each: (
            -(each.before_ms - each.after_ms) * each.statement.calls,
            each.statement.id,
        )
    )
    return tuple(found)


def _offers(
    chosen: int, postgres: Postgres, lab: WhatIf, known: Known, priced: Priced
) -> tuple[Offer, ...]:
    """For the statements that are still notable, the one that takes the most first."""
    load = priced.workload
    left = [(priced.time(place, chosen), one) for place, one in enumerate(load.questions)]
    slow = [(ms, one) for ms, one in left if ms >= NOTABLE * load.total_ms]
    lab.show(one.name for one in priced.members(chosen))
    slow.sort(key=lambda each: (-each[0], each[1].statement.id))
    return tuple(each for _, one in slow for each in offers(one, postgres, lab, known))


def _unpriced(trials: Trials, load: Workload, lab: WhatIf) -> tuple[Unpriced, ...]:
    """Those of the busiest statements first."""
    found = sorted(trials.unpriced.items(), key=lambda one: (one[1], one[0]))
    return tuple(
        Unpriced(index=one, reason=lab.limit(one), statements=tuple(load.questions[each].statement for each in places))
        for one, places in found
    )  # fmt: skip


def _helpless(chosen: int, trials: Trials, priced: Priced) -> tuple[Helpless, ...]:
    load = priced.workload
    found = [Helpless(statement=one.statement, reason=one.reason) for one in load.unplanned]
    for place, question in enumerate(load.questions):
        if priced.time(place, chosen) > 0.95 * question.total_ms:
            reason = trials.reasons.get(
                place, "the indexes that would help it save too little for what they cost"
            )
            found.append(Helpless(statement=question.statement, reason=reason))
    return tuple(sorted(found, key=lambda one: (-one.statement.exec_ms, one.statement.id)))


def _covers(new: Candidate, old: Index) -> bool:
    """Whether a plain index that is there finds nothing that the new one does not find as well."""
    if old.unique or old.constraint or (old.schema, old.table) != (new.schema, new.table):
        return False
    if (
        new.method != "btree"
        or new.where
        or not old.columns
        or old.definition.rstrip().endswith(" DESC)")
    ):
        return False
    lead = tuple("" if each.descending else each.column for each in new.keys[: len(old.columns)])
    return lead == old.columns and serves(old, old.columns) and "INCLUDE" not in old.definition
