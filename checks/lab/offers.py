"""The rewrites that are worth telling: priced in the lab beside the statement, both with the proposed indexes."""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from statistics import fmean

from checks.accesses import Schema
from checks.lab import rewrites
from checks.lab.known import Known
from checks.lab.plans import Plan, Planner
from checks.lab.rewrites.asked import Asked, Rewrite
from checks.lab.values import choices, filled
from checks.lab.workload import Question
from checks.probes.postgres import Postgres, Statement
from checks.sql import parse

NOTABLE = 0.005
"""Share of all time that a statement must still have with the proposals to be worth rewriting (a default)."""
CHEAPER = 0.7
"""Share of its price that a rewritten statement may keep to be told (a default)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One rewrite of one statement."""

    statement: Statement
    rewrite: Rewrite
    price: float | None = None
    """Its price as a share of the statement's own; None where they do not answer the same."""


def offers(question: Question, postgres: Postgres, planner: Planner, known: Known) -> list[Offer]:
    """What could be asked instead of this statement.

    Args:
        question: the statement.
        postgres: the look.
        planner: the lab, with the proposed indexes shown.
        known: its columns.
    """
    tree = parse(question.statement.text)
    if tree is None:
        return []
    asked = Asked(tree=tree, postgres=postgres, schema=Schema(postgres), known=known)
    found = []
    for one in offered(asked):
        price = _price(question, one, asked, planner) if one.text and one.same else None
        cheaper = price is not None and (one.sure or price <= CHEAPER)
        if not one.same or not one.text or cheaper:
            found.append(Offer(statement=question.statement, rewrite=one, price=price))
    return found


def offered(asked: Asked) -> Iterator[Rewrite]:
    """The word of every rewrite that fits, in the order of their names."""
    for one in sorted(pkgutil.iter_modules(rewrites.__path__), key=lambda one: one.name):
        module = import_module(f"{rewrites.__name__}.{one.name}")
        made = module.offer(asked) if hasattr(module, "offer") else None
        if made is not None:
            yield made


def _price(question: Question, rewrite: Rewrite, asked: Asked, planner: Planner) -> float | None:
    statement = question.statement
    values = choices(statement.text, asked.schema, asked.known, statement.rows / statement.calls)
    likely = [one for one in values if filled(statement.text, one) in question.texts]
    pairs = [_pair(statement.text, rewrite, one, planner) for one in likely]
    whole = [(old, new) for old, new in pairs if isinstance(old, Plan) and isinstance(new, Plan)]
    if not whole:
        return None
    return fmean(new.cost for _, new in whole) / max(fmean(old.cost for old, _ in whole), 0.01)


def _pair(
    text: str, rewrite: Rewrite, values: Mapping[int, str], planner: Planner
) -> tuple[Plan | str, Plan | str]:
    same = rewrite.values(values)
    return planner.plan(filled(text, same)), planner.plan(filled(rewrite.text, same))
