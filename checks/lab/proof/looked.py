"""The proof for looks that were taken: what there is to prove, and on which copy."""

from checks.core import Looks, Problem
from checks.lab.live import advice_of
from checks.lab.proof.prove import prove
from checks.lab.proof.result import Proof
from checks.lab.proof.wish import Scratch
from checks.probes.postgres import Postgres
from checks.probes.postgres.reading import Tell, quiet


def proof(looks: Looks, scratch: Scratch, tell: Tell | None = None) -> Proof:
    """Take the advice, then measure what it proposes on the copy.

    Raises:
        Problem: nothing was looked at, or the copy is none (`prove`).
    """
    postgres, found = looks.get(Postgres), advice_of(looks)
    if postgres is None or found is None:
        raise Problem(
            "there is nothing to prove: no database was looked at", "add --database-url URL"
        )
    return prove(postgres, found.blueprint, found.advice, scratch, tell or quiet)
