"""The terms of a rung, taken or not: signs with threshold and source, price, proof, way back, what was put aside."""

import importlib
import inspect
from functools import cache

from checks.core import Finding
from checks.thresholds import condition
from checks.vitals import Vitals
from playbooks.case import Case
from playbooks.core import Answer, Evidence, Rejected, Rung, Terms, Verdict
from playbooks.drawn import of_check_here
from playbooks.pages import section

NOT_REJECTED = {Answer.TAKE, Answer.HELD}


def terms(case: Case, rung: Rung, verdicts: tuple[Verdict, ...]) -> Terms:
    """The terms of this rung, given the verdict on every other."""
    hearing = case.hearing(rung)
    return Terms(
        evidence=tuple(evidence(one, case.vitals) for one in (*hearing.raised, *hearing.mild)),
        worse=rung.loads,
        cost=rung.cost,
        lead_time=rung.lead_time,
        days=rung.days,
        reversible=rung.reversible,
        verify=plain(section(rung, "Verify")),
        undo=plain(section(rung, "Undo")),
        rejected=rejected(case, rung, verdicts),
    )


def evidence(finding: Finding, vitals: Vitals) -> Evidence:
    """The finding with the line from which it counts and the source of that line."""
    return Evidence(
        check=finding.check,
        says=finding.message,
        facts=finding.facts,
        threshold=condition(finding.check, vitals),
        source=source(finding.check),
        lines=of_check_here(finding.check, vitals),
    )


@cache
def source(check: str) -> str:
    """The Source paragraph of a check's page, on one line."""
    page = inspect.getdoc(importlib.import_module(f"checks.{check}")) or ""
    return plain(page.partition("Source:")[2])


def rejected(case: Case, rung: Rung, verdicts: tuple[Verdict, ...]) -> tuple[Rejected, ...]:
    """Other rungs for the same resource that were asked for or wished for and are not the answer, with the reason."""
    wish = case.vitals.fact("wish")
    wished = str(wish.value) if wish is not None else ""
    found = []
    for one in verdicts:
        other = case.rung(one.rung)
        same = set(other.relieves) & set(rung.relieves)
        asked = case.hearing(other).raised and same
        open_ = other.name != rung.name and one.answer not in NOT_REJECTED
        if open_ and (asked or other.name == wished):
            found.append(Rejected(rung=other.name, why=one.because[0].text))
    return tuple(found)


def plain(text: str) -> str:
    """Markdown on one line."""
    return " ".join(text.split())
