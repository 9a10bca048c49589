"""The proof for looks that were taken: what there is to prove, and on which copy."""

from checks.core import Looks, Problem
from checks.lab.advise import advise
from checks.lab.blueprint import Blueprint
from checks.lab.proof.prove import prove
from checks.lab.proof.result import Proof
from checks.lab.proof.wish import Scratch
from checks.lab.terms import Terms
from checks.probes.postgres import Postgres
from checks.probes.postgres.reading import Tell, quiet


def proof(looks: Looks, scratch: Scratch, tell: Tell | None = None) -> Proof:
    """Ask the lab, then measure what it proposes on the copy.

    Raises:
        Problem: nothing was looked at, or the copy is none (`prove`).
    """
    postgres, blueprint = looks.get(Postgres), looks.get(Blueprint)
    if postgres is None or blueprint is None:
        raise Problem(
            "there is nothing to prove: no database was looked at", "add --database-url URL"
        )
    return prove(
        postgres, blueprint, advise(postgres, blueprint, looks.get(Terms)), scratch, tell or quiet
    )
