"""What the index lab tried (`--lab`), where a blueprint was taken: its part of the screen and of the JSON."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.core import Looks

if TYPE_CHECKING:
    from checks.lab.advice import LabAdvice
    from checks.lab.drops import Drops
    from checks.lab.proof.result import Proof
    from checks.lab.statistics_alone import StatisticsAdvice


def show(looks: Looks) -> None:
    """The lab's screen, nothing where it was not asked for."""
    advice = _advice(looks)
    if advice is not None:
        from cli.screen import lab

        lab.show(advice, _proof(looks), _drops(looks, advice))
    alone = _alone(looks)
    if alone is not None:
        from cli.screen import lab_statistics

        lab_statistics.show(alone)


def page(looks: Looks) -> dict[str, Any]:
    """The lab's advice under its key, nothing where it was not asked for."""
    from cli.page import lab

    advice, alone = _advice(looks), _alone(looks)
    if alone is not None:
        return {"lab": lab.alone(alone)}
    if advice is None:
        return {}
    return {"lab": lab.page(advice, _proof(looks), _drops(looks, advice))}


def warn(looks: Looks, path: Path) -> None:
    """Say what a saved blueprint holds."""
    from checks.lab.blueprint import Blueprint

    if looks.get(Blueprint) is not None:
        sys.stderr.write(
            f"{path} holds statistics with single values of columns: treat it as their data\n"
        )


def _proof(looks: Looks) -> "Proof | None":
    from checks.lab.proof.result import Proof

    return looks.get(Proof)


def _drops(looks: Looks, advice: "LabAdvice") -> "Drops":
    """What could go once the proposals that are left are there."""
    from checks.lab.drops import Drops, drops
    from checks.lab.proof.kept import kept
    from checks.lab.replicas import Replicas
    from checks.probes.postgres import Postgres

    postgres, replicas = looks.get(Postgres), looks.get(Replicas) or Replicas()
    return (
        Drops(drops=())
        if postgres is None
        else drops(postgres, kept(advice, _proof(looks)), frozenset(advice.read), replicas)
    )


def _advice(looks: Looks) -> "LabAdvice | None":
    from checks.lab.live import advice_of

    found = advice_of(looks)
    return found.advice if found is not None else None


def _alone(looks: Looks) -> "StatisticsAdvice | None":
    """What the statistics alone say, where they are all that could be asked."""
    from checks.lab.live import Alone
    from checks.lab.statistics_alone import advised
    from checks.probes.postgres import Postgres

    alone, postgres = looks.get(Alone), looks.get(Postgres)
    return advised(postgres, alone.reasons) if alone is not None and postgres is not None else None
