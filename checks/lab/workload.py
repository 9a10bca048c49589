"""The statements as the lab plans them: with plausible values, and with the time that the server measured.

Weights are by the clock: calls times measured mean time. Where the planner's price and the clock disagree tenfold,
the planner is blind, and its ratios say nothing; prices in milliseconds take their place.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.accesses import Schema, deleted_from
from checks.lab.known import Known
from checks.lab.plans import Plan, Planner
from checks.lab.typical import literal
from checks.lab.values import cut, searches, texts
from checks.probes.postgres import Kind, Postgres, Statement
from checks.sql import quoted

MOST_STATEMENTS = 300
ENOUGH_SHARE = 0.9999
"""The busiest statements that own this share of all time are looked at, at most `MOST_STATEMENTS`."""
BLIND = 10.0
"""Times that the clock exceeds the planner's price from which on the planner counts as blind (knowledge: a factor
of ten never came from calibration alone)."""
BLIND_MS = 1.0
AS_GOOD = 1.0
"""Misfit, as a natural logarithm, up to which other values count as nearly as plausible; this tool's default."""
MOST_GUESSES = 3
EXPLAINED = ("select", "with", "update", "delete", "insert", "merge", "values", "table")


Guess = tuple[str, Plan, float]
"""A statement with plausible values, its plan, and how often such values are asked for beside the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One statement as it is planned."""

    statement: Statement
    texts: tuple[str, ...]
    """With plausible values in it."""
    weights: tuple[float, ...] = ()
    """How often each of them is asked for, beside the others."""
    also: tuple[str, ...] = ()
    """What it makes PostgreSQL do besides: a deleted row looks for the rows that point at it."""
    cost: float = 0.0
    """The planner's price with the indexes that are there."""
    indexes: frozenset[str] = frozenset()
    cut: bool = True
    """Its LIMIT surely ends the reading early; else each plan counts half at its price without one."""
    searches: bool = False
    """It looks for a pattern or a part of a document."""
    blind: bool = False

    def price(self, plan: Plan) -> float:
        """What the plan costs this statement."""
        return plan.cost if self.cut else (plan.cost + plan.uncut) / 2

    @property
    def mean_ms(self) -> float:
        """Measured mean time of a call."""
        return self.statement.exec_ms / self.statement.calls

    @property
    def total_ms(self) -> float:
        """Measured time of all calls."""
        return self.statement.exec_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplanned:
    """A statement that the lab could not plan."""

    statement: Statement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """The questions, the largest share of time first, and what one unit of the planner's price takes."""

    questions: tuple[Question, ...]
    unplanned: tuple[Unplanned, ...]
    ms_per_cost: float
    total_ms: float
    """Of all statements, also those not looked at."""


def workload(postgres: Postgres, planner: Planner, known: Known) -> Workload:
    """Plan the busiest statements of this look as they run now."""
    schema = Schema(postgres)
    total_ms = postgres.statements.exec_ms if postgres.statements else 0.0
    found: list[tuple[Statement, list[Guess]]] = []
    unplanned: list[Unplanned] = []
    for statement in busiest(postgres):
        planned, reason = _planned(statement, schema, planner, known)
        if planned:
            found.append((statement, planned))
        else:
            unplanned.append(Unplanned(statement=statement, reason=reason))
    each = [one.exec_ms / one.calls / max(plans[0][1].cost, 0.01) for one, plans in found]
    rough = statistics.median(each) if each else 0.0
    chosen = [_chosen(one, plans, rough, postgres, planner, known) for one, plans in found]
    rate = _rate(chosen)
    return Workload(
        questions=tuple(replace(one, blind=_is_blind(one, rate)) for one in chosen),
        unplanned=tuple(unplanned),
        ms_per_cost=rate,
        total_ms=total_ms,
    )


def busiest(postgres: Postgres) -> list[Statement]:
    """The reading and writing statements that own nearly all of the time, the busiest first."""
    listed = postgres.statements.rows if postgres.statements else ()
    work = [one for one in listed if one.kind is not Kind.OTHER and one.calls > 0]
    work.sort(key=lambda one: (-one.exec_ms, one.id))
    total, seen, kept = sum(one.exec_ms for one in work), 0.0, list[Statement]()
    for one in work[:MOST_STATEMENTS]:
        if seen >= ENOUGH_SHARE * total and one.kind is Kind.READ:
            continue
        seen += one.exec_ms
        kept.append(one)
    return kept


def _planned(
    statement: Statement, schema: Schema, planner: Planner, known: Known
) -> tuple[list[Guess], str]:
    if not statement.text:
        return [], "its text is hidden from this user"
    first = statement.text.lstrip("( \t\r\n").split(None, 1)
    if not first or first[0].lower() not in EXPLAINED:
        return [], "not a statement that can be explained"
    if first[0].lower() == "insert" and "select" not in statement.text.lower():
        return [], "it inserts rows: an index only adds to its work"
    found, reason = list[Guess](), ""
    for text, weight in texts(statement.text, schema, known, statement.rows / statement.calls):
        plan = planner.plan(text)
        if isinstance(plan, Plan):
            found.append((text, plan, weight))
        else:
            reason = plan
    if not found:
        plan = planner.generic(statement.text)
        if isinstance(plan, Plan):
            return [], f"no plausible values were found for its parameters: {reason}"
    return found, reason


def _chosen(
    statement: Statement, guesses: Sequence[Guess], rate: float, postgres: Postgres, planner: Planner,
    known: Known,
) -> Question:  # fmt: skip
    """The values whose plans fit the rows and the time that were measured: the best, and those nearly as good."""
    mean_ms, rows = statement.exec_ms / statement.calls, statement.rows / statement.calls
    searched = searches(statement.text)

    def misfit(plan: Plan) -> float:
        off = abs(math.log(max(plan.cost * rate, 1e-4) / max(mean_ms, 1e-4)))
        if plan.tree["Node Type"] in ("Aggregate", "ModifyTable"):
            return round(off, 6)
        expected = plan.uncut_rows if searched else plan.rows
        return round(off + abs(math.log(max(expected, 1.0) / max(rows, 1.0))), 6)

    bar = min(misfit(plan) for _, plan, _ in guesses) + AS_GOOD
    kept = [one for one in guesses if misfit(one[1]) <= bar][:MOST_GUESSES]
    also = _children(statement, postgres, known)
    priced = [one for one in (planner.plan(each) for each in also) if isinstance(one, Plan)]
    found = Question(
        statement=statement,
        texts=tuple(text for text, _, _ in kept),
        weights=tuple(weight for _, _, weight in kept),
        also=also,
        indexes=frozenset[str]().union(
            *(one.indexes for _, one, _ in kept), *(one.indexes for one in priced)
        ),
        cut=cut(statement.text, rows),
        searches=searched,
    )
    own = statistics.fmean([found.price(plan) for _, plan, _ in kept], found.weights)
    return replace(found, cost=own + sum(one.cost for one in priced))


def _children(statement: Statement, postgres: Postgres, known: Known) -> tuple[str, ...]:
    """The look-ups that a foreign key causes for each deleted row, which no plan shows."""
    parent = (
        deleted_from(statement.text, Schema(postgres)) if statement.kind is Kind.WRITE else None
    )
    if parent is None:
        return ()
    found = []
    for key in postgres.foreign_keys:
        if (key.references_schema, key.references) == (parent.schema, parent.name):
            columns = [known.column(key.schema, key.table, one) for one in key.columns]
            if None not in columns:
                tests = " and ".join(
                    f"{quoted(one.name)} = {_typical(one.bounds or one.common)}"
                    for one in columns
                    if one
                )
                child = f"{quoted(key.schema)}.{quoted(key.table)}"
                found.append(f"select 1 from {child} x where {tests} for key share of x")  # noqa: S608 (only planned)
    return tuple(found)


def _typical(values: Sequence[str]) -> str:
    return literal(values[len(values) // 2]) if values else "'1'"


def _rate(questions: Sequence[Question]) -> float:
    """Milliseconds for one unit of price: the middle one by time, so that a blind statement does not move it."""
    each = sorted((one.mean_ms / max(one.cost, 0.01), one.total_ms) for one in questions)
    half, seen = sum(weight for _, weight in each) / 2, 0.0
    for rate, weight in each:
        seen += weight
        if seen >= half:
            return rate
    return 0.0


def _is_blind(question: Question, rate: float) -> bool:
    return question.mean_ms >= BLIND_MS and question.mean_ms > BLIND * rate * question.cost
