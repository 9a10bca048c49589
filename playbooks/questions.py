"""Which figure to ask a person for next: the one whose answer changes the decision most, each asked once.

First what the gate misses and what tells a felt symptom's causes apart, then the figure that the decision itself asks
for, then what settles each rung that cannot be judged: those for the full resource before the others, the cheap before
the dear. A figure that only a machine can know (statement statistics) is never asked for.
"""

from checks.vitals import Vitals
from playbooks.core import Answer, Decision, Rung
from playbooks.symptoms import unanswered

MOST = 12
"""So many questions come before the first answer at most."""
FIRST = ("symptom", "database_cpu", "app_cpu", "p95_ms", "requests_per_second")
"""What every decision rests on, and anybody can look up or guess."""
MACHINES = frozenset({"statement_stats", "statement_calls", "indexable_share", "index_speedup"})
"""Figures that nobody knows by heart: they are measured or they are absent."""


def next_question(
    vitals: Vitals, decision: Decision, rungs: dict[str, Rung], skipped: frozenset[str]
) -> str | None:
    """The vital to ask for, leaving out those that were skipped; None where nothing open could change the answer."""
    for name in _order(vitals, decision, rungs):
        if vitals.fact(name) is None and name not in skipped | MACHINES:
            return name
    return None


def _order(vitals: Vitals, decision: Decision, rungs: dict[str, Rung]) -> list[str]:
    felt = unanswered(vitals)
    asked = decision.ask.vital if decision.ask else None
    unjudged = sorted(
        (rungs[one.rung] for one in decision.verdicts if one.answer is Answer.MEASURE),
        key=lambda one: (decision.saturated not in one.relieves, one.cost, one.order),
    )
    settling = [one.settled_by for one in unjudged if one.settled_by]
    return [*FIRST[:1], *filter(None, (felt,)), *FIRST[1:], *filter(None, (asked,)), *settling]
