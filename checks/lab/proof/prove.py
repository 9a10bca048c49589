"""The whole proof: refuse what is no scratch copy, build, measure, keep what helps, leave nothing behind."""

from collections.abc import Sequence
from contextlib import closing

from checks.core import Problem
from checks.lab.advice import LabAdvice
from checks.lab.advise import completed
from checks.lab.blueprint import Blueprint
from checks.lab.known import Known
from checks.lab.proof import rewritten, statistics
from checks.lab.proof.answers import compared
from checks.lab.proof.bench import Bench, place
from checks.lab.proof.building import FEW, build, refreshed
from checks.lab.proof.copy import Clock, Copy
from checks.lab.proof.inputs import subjects
from checks.lab.proof.judging import refuse_different, refuse_regressions, weed
from checks.lab.proof.outcome import Outcome
from checks.lab.proof.refusals import insist, same_server
from checks.lab.proof.result import Answers, Proof, Untimed
from checks.lab.proof.timing import limit_s
from checks.lab.proof.wish import Scratch
from checks.lab.workload import busiest
from checks.probes.postgres import Postgres, Statement
from checks.probes.postgres.reading import Tell, quiet
from checks.probes.postgres.session import open_session
from checks.redact import redact
from checks.sql import qualified, tables_of

OPEN_S = 10.0


def prove(
    postgres: Postgres,
    blueprint: Blueprint,
    advice: LabAdvice,
    scratch: Scratch,
    tell: Tell = quiet,
) -> Proof:
    """Measure the proposals on the copy.

    Raises:
        Problem: it cannot be reached, or is no scratch copy (exit code 4 where writing to it would do harm).
    """
    import psycopg

    try:
        return _prove(postgres, blueprint, advice, scratch, tell)
    except psycopg.Error as error:
        raise Problem(
            f"{redact(scratch.url)}: the proof could not go on: {redact(' '.join(str(error).split()))[:200]}",
            "nothing is left on the copy: look whether somebody else works on it, and try again",
        ) from None


def _prove(
    postgres: Postgres, blueprint: Blueprint, advice: LabAdvice, scratch: Scratch, tell: Tell
) -> Proof:
    clock = Clock(scratch.seconds)
    with closing(open_session(scratch.url, OPEN_S).connection) as connection:
        copy = Copy(connection, scratch.url, tell, clock)
        indexes = tuple(one.index for one in advice.proposals)
        version = insist(copy, scratch.url, postgres, indexes)
        notes = _notes(copy, postgres)
        notes += refreshed(copy, sorted({place(one) for one in indexes}), clock)
        copy.begin(blueprint.settings)
        found = _proven(completed(postgres, blueprint), advice, copy, clock)
        proof = Proof(
            url=copy.url,
            version=version,
            seconds=round(clock.used, 1),
            indexes=tuple(found.tried()),
            statements=tuple(found.timed()),
            untimed=tuple(
                Untimed(id=key, reason=why) for key, why in sorted(found.untimed.items())
            ),
            rewrites=tuple(rewritten.tried(copy, clock, advice.offers, found.bench.timed)),
            statistics=tuple(statistics.tried(copy, clock, advice.misjudged, found.bench.timed)),
            notes=(*notes, *found.notes),
            left=found.left(),
            stayed=scratch.keep,
        )
        copy.end(commit=scratch.keep)
    return proof


def _notes(copy: Copy, postgres: Postgres) -> list[str]:
    if not same_server(copy, postgres):
        return []
    return ["the copy is on the server that was looked at: each slowed the other"]


def _proven(postgres: Postgres, advice: LabAdvice, copy: Copy, clock: Clock) -> "Outcome":
    known = Known(copy)
    tables = {place(one.index) for one in advice.proposals}
    also = {one.statement.id for one in advice.offers} | {
        one.statement.id for one in advice.misjudged
    }
    wanted = [one for one in busiest(postgres) if one.id in also or _touches(one, tables)]
    made, reasons = subjects(postgres, wanted, copy, known)
    built, failed = build(copy, advice.proposals, clock)
    bench = Bench(copy, clock, built, made)
    bench.measure()
    weeded = weed(bench, advice.total_ms)
    slow = refuse_regressions(bench)
    answers = _answers(bench)
    slow |= refuse_different(bench, answers)
    return Outcome(
        advice=advice, bench=bench, built={one.proposal.index.name: one for one in built},
        failed=failed, refused={**weeded, **slow}, answers=answers,
        untimed={**reasons, **{key: why for key, why in bench.untimed.items() if key not in bench.pairs}},
        notes=_smaller(postgres, known, sorted(tables)),
    )  # fmt: skip


def _touches(statement: Statement, tables: set[tuple[str, str]]) -> bool:
    named = set(tables_of(statement.text))
    return any(name in named for _, name in tables)


def _answers(bench: Bench) -> dict[str, Answers]:
    found = {}
    for one in bench.timed:
        if bench.clock.left > 0:
            before = bench.pairs[one.statement.id].without_ms
            found[one.statement.id] = compared(
                bench.copy, one, bench.drops(one), before, limit_s(one)
            )
    return found


def _smaller(postgres: Postgres, known: Known, tables: Sequence[tuple[str, str]]) -> list[str]:
    notes = []
    for one in tables:
        there = postgres.table(*one)
        if there is not None and known.rows.get(one, 0.0) < FEW * there.rows:
            share = known.rows.get(one, 0.0) / there.rows
            notes.append(
                f"{qualified(*one)} holds {share:.1%} of production's rows on the copy: gains differ there"
            )
    return notes
