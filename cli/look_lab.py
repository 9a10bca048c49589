"""What `--lab` and `--scratch` add to a look: the lab's blueprint, and the proof of its proposals on a copy."""

from typing import TYPE_CHECKING

from checks.core import Looks, Problem
from checks.lab.blueprint import Blueprint
from checks.lab.live import Advised, Alone
from checks.lab.proof.result import Proof
from checks.lab.replicas import Replicas
from checks.lab.terms import Terms
from checks.probes.postgres.reading import Tell, quiet
from cli import sent

if TYPE_CHECKING:
    from checks.probes.postgres import Postgres
    from cli.look import Sources


def with_lab(sources: "Sources", looks: Looks) -> Looks:
    """With what the lab is built from, and the proof of its proposals where a copy was given.

    A saved proof is of the saved look and of what was asked then: a live one needs its own. Where the lab is not
    installed, HypoPG on the server is asked, and where it is not there either, the statistics alone are left.
    """
    if sources.database_url:
        left = (Proof, Terms)
        looks = Looks({kind: one for kind, one in looks.taken.items() if kind not in left})
    asked = sources.lab_terms if sources.lab_terms != Terms() else looks.get(Terms) or Terms()
    looks = looks.with_(_evidence(sources, looks, asked), asked)
    if sources.replica_urls:
        looks = looks.with_(_replicas(sources, looks))
    if sources.scratch is None or looks.get(Alone) is not None:
        return looks
    from checks.lab.proof.looked import proof

    return looks.with_(proof(looks, sources.scratch, sent.show if sources.show_sql else None))


def _replicas(sources: "Sources", looks: Looks) -> Replicas:
    """What each replica reads."""
    from checks.lab.replicas import look
    from checks.probes.postgres import Postgres

    seen, tell = looks.get(Postgres), _tell(sources)
    if seen is None:
        return Replicas()
    return Replicas(looked_at=tuple(look(url, seen, tell) for url in sources.replica_urls))


def _evidence(sources: "Sources", looks: Looks, terms: Terms) -> Blueprint | Advised | Alone:
    """Schema and statistics of the database that was looked at, or as they were saved; what stands in for the lab."""
    from checks.lab.programs import missing
    from checks.probes.postgres import Postgres

    seen = looks.get(Postgres)
    if sources.database_url and seen is not None:
        absent = missing()
        return _taken(sources, seen) if absent is None else _asked(sources, seen, terms, absent)
    saved = looks.get(Blueprint)
    if saved is None or seen is None:
        raise Problem(
            "the index lab needs a database, or a look at one that was saved with --lab",
            "rung assess --lab --database-url URL --save FILE, later --lab --from FILE",
        )
    return saved


def _taken(sources: "Sources", seen: "Postgres") -> Blueprint:
    from checks.lab.advise import tables
    from checks.lab.source import take

    listed = seen.statements.rows if seen.statements else ()
    return take(
        sources.database_url or "",
        tables(seen),
        total=seen.tables_total,
        statements={one.id: one.text for one in listed},
        tell=_tell(sources),
    )


def _asked(sources: "Sources", seen: "Postgres", terms: Terms, absent: str) -> Advised | Alone:
    """HypoPG's advice; the reasons for neither where it is not there."""
    from checks.lab.live import ask

    found = ask(sources.database_url or "", seen, terms, _tell(sources))
    return Alone(reasons=(absent, found)) if isinstance(found, str) else found


def _tell(sources: "Sources") -> Tell:
    return sent.show if sources.show_sql else quiet
