"""The indexes that the lab proposes (`--lab`) as the entries of `query_index`: also more than plain columns."""

from collections.abc import Sequence

from checks.core import Problem
from checks.lab.advice import LabAdvice, Proposal
from checks.lab.proof.kept import kept
from checks.lab.proof.result import Proof
from checks.lab.whatif import Backend
from scaffold.core import Value

EXTENSIONS = {"gin_trgm_ops": "pg_trgm"}
"""Which extension brings an operator class."""
SAID = {Backend.LAB: "the lab", Backend.HYPOPG: "HypoPG"}


def entries(
    advice: LabAdvice, proof: Proof | None, built: Sequence[Value], longest: int
) -> tuple[list[dict[str, Value]], str]:
    """An entry for each proposal that was not built before, the largest saving first, and why these.

    Where a copy measured them, only those that helped there.

    Raises:
        Problem: nothing is proposed.
    """
    before = {
        (one.get("table"), str(one.get("columns")), one.get("shape"))
        for one in built
        if isinstance(one, dict)
    }
    found = [_entry(one, advice, proof, longest) for one in kept(advice, proof)]
    new = [
        one for one in found if (one["table"], str(one["columns"]), one.get("shape")) not in before
    ]
    if not new and not built:
        raise Problem(
            f"no index would take work away from this database: {advice.examined} statements were tried"
            + f" with {SAID[advice.backend]}"
            + (" and on the copy" if proof is not None else ""),
            "rung assess --lab --database-url URL says why, statement by statement",
            code=4,
        )
    return new, _why(
        advice, proof, len(new)
    ) if new else "written before; no further index is missing"


def _entry(one: Proposal, advice: LabAdvice, proof: Proof | None, longest: int) -> dict[str, Value]:
    index = one.index
    found: dict[str, Value] = {
        "schema": index.schema,
        "table": index.table,
        "columns": list(index.columns),
        "name": _name(index.name, longest),
        "because": _because(one, advice, proof),
    }
    if not index.plain:
        found["shape"] = index.shape
    extension = next(
        (EXTENSIONS[key.operators] for key in index.keys if key.operators in EXTENSIONS), None
    )
    return {**found, "extension": extension} if extension else found


def _because(one: Proposal, advice: LabAdvice, proof: Proof | None) -> str:
    tried = proof.index(one.index.name) if proof is not None else None
    if tried is None or tried.share is None:
        saved = f"saves about {one.share:.1%} of statement time ({SAID[advice.backend]}'s plans)"
        return f"{saved}; about {one.bytes / 2**20:.1f} MB (from statistics)"
    return f"saves {tried.share:.1%} of statement time; {tried.bytes / 2**20:.1f} MB (measured on a copy)"


def _name(name: str, longest: int) -> str:
    """The proposal's name; where a framework allows less, its digest stays."""
    if len(name) <= longest:
        return name
    stem, mark = name[: -len("_12345678_idx")], name[-len("_12345678_idx") :]
    return stem[: longest - len(mark)].rstrip("_") + mark


def _why(advice: LabAdvice, proof: Proof | None, count: int) -> str:
    if proof is not None and proof.left is not None:
        return f"{count} indexes leave {proof.left:.1%} of statement time, measured on a copy"
    left = advice.left_ms / advice.total_ms if advice.total_ms else 1.0
    return f"{count} indexes would leave {left:.1%} of statement time, by the plans of {SAID[advice.backend]}"
