"""The indexes that the lab proposes (`--lab`) as the entries of `query_index`: also more than plain columns."""

from collections.abc import Sequence

from checks.core import Problem
from checks.lab.advise import LabAdvice, Proposal, advise
from checks.lab.blueprint import Blueprint
from checks.lab.proof.kept import kept
from checks.lab.proof.result import Proof
from checks.lab.terms import Terms
from checks.probes.postgres import Postgres
from scaffold.core import Value

EXTENSIONS = {"gin_trgm_ops": "pg_trgm"}
"""Which extension brings an operator class."""


def entries(
    postgres: Postgres,
    blueprint: Blueprint,
    proof: Proof | None,
    built: Sequence[Value],
    longest: int,
    terms: Terms | None = None,
) -> tuple[list[dict[str, Value]], str]:
    """An entry for each proposal that was not built before, the largest saving first, and why these.

    Where a copy measured them, only those that helped there.

    Raises:
        Problem: the lab cannot be built, or it proposes nothing.
    """
    advice = advise(postgres, blueprint, terms)
    before = {
        (one.get("table"), str(one.get("columns")), one.get("shape"))
        for one in built
        if isinstance(one, dict)
    }
    found = [_entry(one, proof, longest) for one in kept(advice, proof)]
    new = [
        one for one in found if (one["table"], str(one["columns"]), one.get("shape")) not in before
    ]
    if not new and not built:
        raise Problem(
            f"no index would take work away from this database: {advice.examined} statements were tried"
            + (" in the lab" if proof is None else " in the lab and on the copy"),
            "rung assess --lab --database-url URL says why, statement by statement",
            code=4,
        )
    return new, _why(
        advice, proof, len(new)
    ) if new else "written before; no further index is missing"


def _entry(one: Proposal, proof: Proof | None, longest: int) -> dict[str, Value]:
    index = one.index
    found: dict[str, Value] = {
        "schema": index.schema,
        "table": index.table,
        "columns": list(index.columns),
        "name": _name(index.name, longest),
        "because": _because(one, proof),
    }
    if not index.plain:
        found["shape"] = index.shape
    extension = next(
        (EXTENSIONS[key.operators] for key in index.keys if key.operators in EXTENSIONS), None
    )
    return {**found, "extension": extension} if extension else found


def _because(one: Proposal, proof: Proof | None) -> str:
    tried = proof.index(one.index.name) if proof is not None else None
    if tried is None or tried.share is None:
        return f"saves about {one.share:.1%} of statement time; about {one.bytes / 2**20:.1f} MB (lab estimate)"
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
    return f"{count} indexes would leave {left:.1%} of statement time, by production's own plans in the lab"
