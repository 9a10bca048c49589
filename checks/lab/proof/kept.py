"""The proposals that are left: all of the lab's where nothing was measured, else those that were kept on the copy."""

from checks.lab.advise import LabAdvice, Proposal
from checks.lab.proof.result import Kept, Proof


def kept(advice: LabAdvice, proof: Proof | None) -> tuple[Proposal, ...]:
    """In the lab's order."""
    if proof is None:
        return advice.proposals
    names = {one.name for one in proof.indexes if one.kept is Kept.KEPT}
    return tuple(one for one in advice.proposals if one.index.name in names)
