"""The part of the lab's screen on columns that the planner wrongly takes for independent."""

from rich.console import Console

from checks.lab.advice import LabAdvice
from checks.lab.misjudged import Misjudged
from checks.lab.proof.result import Proof
from cli.screen import paper

MOST = 6


def show(console: Console, advice: LabAdvice, proof: Proof | None) -> None:
    """Each with its numbers, the statistics that tell the planner, and the way back."""
    if not advice.misjudged:
        return
    paper.section(console, "Where the planner expects the wrong number of rows")
    for one in advice.misjudged[:MOST]:
        console.print()
        paper.command(console, one.ddl)
        rows = [
            ("for", " ".join(one.statement.text.split())),
            (
                "why",
                f"{one.expected:.0f} rows a call expected, {one.came:.0f} came: the columns hang together",
            ),
            _figures(one, proof),
            ("undo", one.undo),
        ]
        paper.pairs(console, rows, indent=5)
    if len(advice.misjudged) > MOST:
        paper.block(console, f"and {len(advice.misjudged) - MOST} more in --json")


def _figures(one: Misjudged, proof: Proof | None) -> tuple[str, str]:
    tried = proof.told(one.name) if proof is not None else None
    if tried is None:
        return "doubt", "better numbers need not make a better plan: try it on a copy (--scratch)"
    said = f"{tried.before_ms:.3g} -> {tried.after_ms:.3g} ms a call on the copy"
    numbers = f"expected {tried.expected_before:.0f} -> {tried.expected_after:.0f} of {tried.rows:.0f} rows"
    return "measured", f"{said}; {numbers}" + ("" if tried.helps else "; not faster: leave it out")
