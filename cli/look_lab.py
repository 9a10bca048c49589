"""What `--lab` and `--scratch` add to a look: the lab's blueprint, and the proof of its proposals on a copy."""

from typing import TYPE_CHECKING

from checks.core import Looks, Problem
from checks.lab.blueprint import Blueprint
from checks.lab.proof.result import Proof
from checks.lab.replicas import Replicas
from checks.lab.terms import Terms
from cli import sent

if TYPE_CHECKING:
    from cli.look import Sources


def with_lab(sources: "Sources", looks: Looks) -> Looks:
    """With what the lab is built from, and the proof of its proposals where a copy was given.

    A saved proof is of the saved look and of what was asked then: a live one needs its own.
    """
    if sources.database_url:
        left = (Proof, Terms)
        looks = Looks({kind: one for kind, one in looks.taken.items() if kind not in left})
    asked = sources.lab_terms if sources.lab_terms != Terms() else looks.get(Terms) or Terms()
    looks = looks.with_(_blueprint(sources, looks), asked)
    if sources.replica_urls:
        looks = looks.with_(_replicas(sources, looks))
    if sources.scratch is None:
        return looks
    from checks.lab.proof.looked import proof

    return looks.with_(proof(looks, sources.scratch, sent.show if sources.show_sql else None))


def _replicas(sources: "Sources", looks: Looks) -> Replicas:
    """What each replica reads."""
    from checks.lab.replicas import look
    from checks.probes.postgres import Postgres
    from checks.probes.postgres.reading import quiet

    seen, tell = looks.get(Postgres), sent.show if sources.show_sql else quiet
    if seen is None:
        return Replicas()
    return Replicas(looked_at=tuple(look(url, seen, tell) for url in sources.replica_urls))


def _blueprint(sources: "Sources", looks: Looks) -> Blueprint:
    """Schema and statistics of the database that was looked at, or as they were saved."""
    from checks.probes.postgres import Postgres

    seen = looks.get(Postgres)
    if sources.database_url and seen is not None:
        from checks.lab.advise import tables
        from checks.lab.source import take
        from checks.probes.postgres.reading import quiet

        listed = seen.statements.rows if seen.statements else ()
        return take(
            sources.database_url,
            tables(seen),
            total=seen.tables_total,
            statements={one.id: one.text for one in listed},
            tell=sent.show if sources.show_sql else quiet,
        )
    saved = looks.get(Blueprint)
    if saved is None or seen is None:
        raise Problem(
            "the index lab needs a database, or a look at one that was saved with --lab",
            "rung assess --lab --database-url URL --save FILE, later --lab --from FILE",
        )
    return saved
