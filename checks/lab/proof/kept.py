"""The proposals that are left: all of the lab's where nothing was measured, else those that were kept on the copy."""

from checks.lab.advice import LabAdvice, Proposal
from checks.lab.proof.result import Kept, Proof


def kept(advice: LabAdvice, proof: Proof | None) -> tuple[Proposal, ...]:
    """The largest saving first: as priced, or as measured."""
    if proof is None:
        return advice.proposals
    shares = {one.name: one.share or 0.0 for one in proof.indexes if one.kept is Kept.KEPT}
    left = [one for one in advice.proposals if one.index.name in shares]
    return tuple(sorted(left, key=lambda one: -shares[one.index.name]))
