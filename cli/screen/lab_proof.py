"""The part of the lab's screen that a scratch copy measured: what was kept, refused, slower, and not comparable."""

from collections import Counter

from rich.console import Console

from checks.lab.advice import LabAdvice, Proposal
from checks.lab.proof.result import Answers, Kept, Proof, TimedStatement
from checks.probes.postgres import Kind, Statement
from cli.screen import paper

LONGEST = 70
MOST = 12
WORSE = 1.1
"""Times its own time from which on a writing statement is named."""


def summary(advice: LabAdvice, proof: Proof) -> str:
    """One sentence on all of it."""
    count = sum(one.kept is Kept.KEPT for one in proof.indexes)
    left = "" if proof.left is None else f" {proof.left:.1%} of the statements' time is left."
    return (
        f"Measured on {proof.url} (PostgreSQL {proof.version // 10_000}) in {proof.seconds:.0f} s:"
        f" {count} of {len(proof.indexes)} indexes help.{left} {_undone(proof)}"
    )


def _undone(proof: Proof) -> str:
    return (
        "They stand on the copy, as was asked for."
        if proof.stayed
        else "All of it was undone there."
    )


def rows(one: Proposal, proof: Proof) -> list[tuple[str, str]]:
    """What the copy says of one index."""
    tried = proof.index(one.index.name)
    if tried is None or tried.share is None:
        return []
    size = f"{tried.bytes / 2**20:.1f} MB, built in {tried.build_s:.1f} s"
    said = f"saves {tried.share:.1%} of all statement time; {size}"
    return [("measured", said)]


def show(console: Console, advice: LabAdvice, proof: Proof) -> None:
    """What was not kept and why, what got slower, what was compared and what could not be."""
    statements = {
        one.statement.id: one.statement for each in advice.proposals for one in each.gains
    }
    statements |= {one.statement.id: one.statement for one in advice.helpless}
    gone = [one for one in proof.indexes if one.kept is not Kept.KEPT]
    if gone:
        paper.section(console, "Not kept on the copy")
        paper.columns(console, [(one.kept.value, one.name, one.reason) for one in gone], fixed=1)
    slow = [one for one in proof.statements if _worse(one, statements.get(one.id))]
    if slow:
        paper.section(console, "Slower with what was kept")
        lines = [(_times(one), _short(one.id, statements)) for one in slow[:MOST]]
        paper.columns(console, lines, fixed=1)
    paper.section(console, "Rows compared on the copy")
    counts = Counter(one.answers for one in proof.statements)
    said = ", ".join(f"{counts[one]} {one.value}" for one in Answers if counts[one])
    paper.block(
        console, f"{said or 'no statement'}, of {len(proof.statements)} statements measured"
    )
    for one in [*proof.untimed][:MOST]:
        paper.block(console, f"not measured: {_short(one.id, statements)}: {one.reason}")
    for note in proof.notes:
        paper.block(console, f"note: {note}")


def _worse(one: TimedStatement, statement: Statement | None) -> bool:
    writes = statement is not None and statement.kind is Kind.WRITE
    return one.slower or (writes and one.after_ms > WORSE * one.before_ms)


def _times(one: TimedStatement) -> str:
    return f"{one.before_ms:.3g} -> {one.after_ms:.3g} ms"


def _short(number: str, statements: dict[str, Statement]) -> str:
    found = statements.get(number)
    words = " ".join(found.text.split()) if found is not None else ""
    words = words or f"statement {number}"
    return words if len(words) <= LONGEST else words[: LONGEST - 3] + "..."
