"""The part of the lab's screen that says how a statement could ask for the same in another way."""

from rich.console import Console

from checks.lab.advice import LabAdvice
from checks.lab.offers import Offer
from checks.lab.proof.result import Proof
from cli.screen import paper

MOST = 6


def show(console: Console, advice: LabAdvice, proof: Proof | None) -> None:
    """Each statement, why no index is enough, the other statement, and what that rests on."""
    if not advice.offers:
        return
    paper.section(console, "Statements to ask another way")
    for one in advice.offers[:MOST]:
        console.print()
        paper.block(console, " ".join(one.statement.text.split()))
        rows = [("why", one.rewrite.why)]
        if one.rewrite.text:
            rows.append(("instead", one.rewrite.text))
        if one.rewrite.mind:
            rows.append(("mind", one.rewrite.mind))
        rows += _figures(one, proof)
        paper.pairs(console, rows, indent=5)
    if len(advice.offers) > MOST:
        paper.block(console, f"and {len(advice.offers) - MOST} more in --json")


def _figures(one: Offer, proof: Proof | None) -> list[tuple[str, str]]:
    tried = proof.rewrite(one.statement.id, one.rewrite.text) if proof is not None else None
    if tried is not None:
        said = f"{tried.before_ms:.3g} -> {tried.after_ms:.3g} ms a call on the copy; rows: {tried.answers.value}"
        return [("measured", said)]
    return (
        []
        if one.price is None
        else [("priced", f"at {one.price:.0%} of its own price (lab estimate)")]
    )
