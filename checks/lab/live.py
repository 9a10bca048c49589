"""The advice of a look: from the lab, from HypoPG while the server was looked at, or from statistics alone."""

from contextlib import closing
from dataclasses import dataclass

from checks.core import Looks
from checks.lab.advice import LabAdvice
from checks.lab.advise import advise, advised, completed
from checks.lab.blueprint import Blueprint
from checks.lab.hypopg import INSTALLED, Hypothetical
from checks.lab.source import ASK_S, outline
from checks.lab.terms import Terms
from checks.probes.postgres import Postgres
from checks.probes.postgres.reading import Tell, quiet
from checks.probes.postgres.session import open_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """Advice, and what a proof on a copy needs of the database that it is for."""

    advice: LabAdvice
    blueprint: Blueprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """Neither the lab nor HypoPG could be asked: what is left are the statistics of the look."""

    reasons: tuple[str, ...]


def advice_of(looks: Looks) -> Advised | None:
    """What was advised while looking, or what the lab makes of what was taken; None where it was not asked for."""
    given = looks.get(Advised)
    postgres, blueprint = looks.get(Postgres), looks.get(Blueprint)
    if given is not None or postgres is None or blueprint is None:
        return given
    return Advised(advice=advise(postgres, blueprint, looks.get(Terms)), blueprint=blueprint)


def ask(url: str, postgres: Postgres, terms: Terms, tell: Tell = quiet) -> Advised | str:
    """Advice by HypoPG on the server at this address, or why it cannot be asked.

    Raises:
        Problem: the server cannot be reached.
    """
    listed = postgres.statements.rows if postgres.statements else ()
    with closing(open_session(url, ASK_S).connection) as line:
        tell(INSTALLED)
        found = line.execute(INSTALLED).fetchall()
        if not found:
            return "HypoPG is not installed in this database (CREATE EXTENSION hypopg)"
        ((schema, version, process),) = found
        if process != line.info.backend_pid:
            return "a pooler stands before the server, whose sessions HypoPG needs for itself"
        seen = outline(url, {one.id: one.text for one in listed}, tell)
        hypopg = Hypothetical(line, str(schema), tell)
        advice = advised(completed(postgres, seen), hypopg, terms)
        hypopg.reset()
    return Advised(advice=advice.by(f"HypoPG {version}"), blueprint=seen)
