"""Which candidates the planner would use at all: each is built in the lab and tried alone on its statement."""

import math
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from checks.accesses import Schema, deleted_from
from checks.lab.candidate import Candidate, Key
from checks.lab.candidates import Wish, wishes
from checks.lab.examples import hidden_parameters
from checks.lab.known import Known
from checks.lab.merged import merged
from checks.lab.plans import Plan
from checks.lab.sizes import Size
from checks.lab.tester import Tester
from checks.lab.wants import Want, wants
from checks.lab.whatif import WhatIf
from checks.lab.workload import Question
from checks.lab.writes import Write, takes_off_page
from checks.probes.postgres import Postgres, Table
from checks.sql import quoted

LEAST_GAIN = 0.05
"""Share of a statement's price that a candidate must take away alone (knowledge: the prototype's bar)."""
MOST_A_QUESTION = 8
MOST_CANDIDATES = 1500
"""Candidates built in one lab, the busiest statements' first."""
HOT = "the indexes that it suggests are on columns that a statement updates, which --lab-keep-hot leaves out"
FEW_PAGES = 50.0
"""Planner's price up to which a statement that reads an index is left as it is; this tool's default."""
SMALLEST_TABLE = 500
"""Rows under which a scan is as good as an index (PgHero)."""


@dataclass(slots=True)
class Trials:
    """What came out: for each question (by its place) the wishes that help it, and every index's size."""

    helped: list[list[Wish]] = field(default_factory=list)
    sizes: dict[Candidate, Size] = field(default_factory=dict)
    asked: list[Set[tuple[str, str, str]]] = field(default_factory=list)
    """For each question: schema, table and name of the columns by which it finds or orders rows."""
    reasons: dict[int, str] = field(default_factory=dict)
    """Why a question has no wish that helps."""
    unpriced: dict[Candidate, list[int]] = field(default_factory=dict)
    """What the planner that is asked cannot price at all, with the questions that it might help."""


def run(
    questions: Sequence[Question], postgres: Postgres, shadow: WhatIf, known: Known, tester: Tester,
    barred: Sequence[Write] = (),
) -> Trials:  # fmt: skip
    """Build and try the candidates of every question, save those that would take these updates off their page."""
    trials, schema = Trials(), Schema(postgres)
    asked = [_wants(one, postgres, schema) for one in questions]
    trials.asked = [frozenset(each for want in one for each in _columns(want)) for one in asked]
    suggested = [_offered(each, postgres, known) for each in asked]
    offered = [[one for one in each if not _ends_hot(one.members, barred)] for each in suggested]
    for one in offered:
        build((each for wish in one for each in wish.members), trials, shadow, known)
    shadow.show(())
    for place, (question, found) in enumerate(zip(questions, offered, strict=True)):
        built = [one for one in found if all(each in trials.sizes for each in one.members)]
        for other in dict.fromkeys(each for wish in found for each in wish.members):
            if shadow.limit(other):
                trials.unpriced.setdefault(other, []).append(place)
        helped = _helping(question, built, trials, tester)
        trials.helped.append(helped)
        if not helped:
            hot = bool(suggested[place]) and not found
            trials.reasons[place] = HOT if hot else _reason(question, found, built, known, schema)
    kept = {each for found in trials.helped for wish in found for each in wish.members}
    both = {one for one in merged(kept, known) if not _ends_hot([one], barred)}
    build(sorted(both), trials, shadow, known)
    kept |= both
    shadow.show(())
    shadow.discard([one.name for one in trials.sizes if one not in kept])
    trials.sizes = {one: size for one, size in trials.sizes.items() if one in kept}
    return trials


def _ends_hot(members: Iterable[Candidate], barred: Sequence[Write]) -> bool:
    return any(takes_off_page(one, each) for one in members for each in barred)


def _columns(want: Want) -> Iterable[tuple[str, str, str]]:
    for one in (*want.equal, *want.joined, *want.ranged, *want.ordered):
        if one.column:
            yield want.table.schema, want.table.name, one.column


def _offered(wanted: Sequence[Want], postgres: Postgres, known: Known) -> list[Wish]:
    found: list[Wish] = []
    for want in wanted:
        if _pinned(want, postgres):
            continue
        if known.rows.get((want.table.schema, want.table.name), 0.0) >= SMALLEST_TABLE:
            found += wishes(want, known)
    return list(dict.fromkeys(found))


def _pinned(want: Want, postgres: Postgres) -> bool:
    """Whether a unique index that is there already finds the one row.

    A table that is narrowed by conditions of its own may be where a join begins, whatever key it is joined by.
    """
    own = want.equal or want.ranged or want.patterns or want.contained or want.either
    given = {one.column for one in (want.equal if own else want.joined)}
    return any(
        (one.schema, one.table) == (want.table.schema, want.table.name)
        and one.unique and one.valid and not one.partial and "" not in one.columns and set(one.columns) <= given
        for one in postgres.indexes
    )  # fmt: skip


def _wants(question: Question, postgres: Postgres, schema: Schema) -> list[Want]:
    """Of the statement itself, and of the look-ups that a deleted row causes."""
    found = wants(question.statement.text, schema) or []
    parent = deleted_from(question.statement.text, schema) if question.also else None
    if parent is None:
        return found
    for key in postgres.foreign_keys:
        child = postgres.table(key.schema, key.table)
        if (key.references_schema, key.references) == (parent.schema, parent.name) and child:
            found.append(_lookup(child, key.columns))
    return found


def _lookup(child: Table, columns: Sequence[str]) -> Want:
    return Want(table=child, equal=[Key(column=one) for one in columns], whole=True)


def build(found: Iterable[Candidate], trials: Trials, shadow: WhatIf, known: Known) -> None:
    """Create them in the lab, each with the size that it is estimated to have; what cannot be built is left out."""
    for one in found:
        if one in trials.sizes or len(trials.sizes) >= MOST_CANDIDATES:
            continue
        size = known.size(one, _share(one, shadow, known) if one.where else 1.0)
        if not shadow.build(one, size):
            trials.sizes[one] = size
            _tell(one, shadow, known)


def _share(one: Candidate, shadow: WhatIf, known: Known) -> float:
    """The share of rows that a partial index's condition leaves, as the planner sees it."""
    rows = known.rows.get((one.schema, one.table), 0.0)
    table = f"{quoted(one.schema)}.{quoted(one.table)}"
    plan = shadow.plan(f"select 1 from {table} where {one.where}")  # noqa: S608 (only planned)
    return min(1.0, plan.rows / rows) if isinstance(plan, Plan) and rows > 0 else 1.0


def _tell(one: Candidate, shadow: WhatIf, known: Known) -> None:
    """An expression is taken to have as many values as the column in it; ANALYZE will count them."""
    if one.method != "btree":
        return
    table = (one.schema, one.table)
    for place, key in enumerate(one.keys):
        if key.expression:
            column, rows = known.inside(table, key.expression), max(1.0, known.rows.get(table, 1.0))
            most = (column.distinct if column else 0.0) or rows
            width = column.width if column else 16
            shadow.tell_distinct(one.name, place + 1, -min(1.0, most / rows), width)


def _helping(
    question: Question, built: Sequence[Wish], trials: Trials, tester: Tester
) -> list[Wish]:
    """Those that the planner takes, the best for their size first; and those that it takes together."""
    found: list[tuple[float, Wish]] = []
    for wish in built:
        seen = tester.price(question, wish.members)
        enough = seen.cost <= question.cost * (1 - LEAST_GAIN) or question.blind
        if len(seen.used) == len(wish.members) and enough:
            size = sum(trials.sizes[one].bytes for one in wish.members)
            found.append(((question.cost - seen.cost) / math.sqrt(size), wish))
    found.sort(key=lambda one: (-one[0], one[1].members))
    kept = [wish for _, wish in found[:MOST_A_QUESTION]]
    every = {each for wish in built for each in wish.members}
    # What helps little alone may help where others have made the rest cheap.
    for offered in (
        {each for wish in kept for each in wish.members},
        every,
        {one for one in every if one.plain},
    ):
        if len(offered) < 2:
            continue
        seen = tester.price(question, offered)
        joint = Wish(tuple(sorted(one for one in offered if one.name in seen.used)))
        enough = seen.cost <= question.cost * (1 - LEAST_GAIN) or question.blind
        if len(joint.members) > 1 and enough and joint not in kept:
            kept.append(joint)
    return kept


def _reason(
    question: Question, found: Sequence[Wish], built: Sequence[Wish], known: Known, schema: Schema
) -> str:
    asked = wants(question.statement.text, schema)
    if asked is None:
        return "its text cannot be read"
    tables = [one.table for one in asked]
    if tables and all(
        known.rows.get((one.schema, one.name), 0.0) < SMALLEST_TABLE for one in tables
    ):
        return f"its tables have fewer than {SMALLEST_TABLE} rows: reading them whole is as good"
    if question.indexes and question.cost <= FEW_PAGES:
        return f"it already reads {', '.join(sorted(question.indexes))}"
    if hidden_parameters(question.statement.text):
        return (
            "an index would be on an expression whose constant the statistics leave out, and no session was seen"
            " that ran it: look again while it runs"
        )
    if not found:
        return "it has no condition or order that an index serves"
    if not built:
        return "the indexes that it suggests cannot be built on these columns"
    return "the planner would use none of the indexes tried for it: it reads too large a part of the table"
