"""What was said instead of looked at: a saved look, `--tell`, and what a person told in an earlier run."""

from pathlib import Path

from checks.core import Fact, Looks, Problem
from checks.lab.blueprint import Blueprint
from checks.lab.proof.result import Proof
from checks.vitals import Vitals


def saved(path: Path | None, *, lab: bool) -> Looks:
    """The saved look; without what the index lab is built from, where the lab is not asked for.

    Raises:
        Problem: the file cannot be read.
    """
    if path is None:
        return Looks()
    from checks.saved import load

    looks = load(path)
    if lab:
        return looks
    return Looks({kind: one for kind, one in looks.taken.items() if kind not in (Blueprint, Proof)})


def with_kept(looks: Looks, kept: tuple[Fact, ...]) -> Looks:
    """The saved look, and what was told before where it does not say otherwise."""
    stated = looks.get(Vitals) or Vitals()
    return looks.with_(Vitals().with_facts(*kept, *stated.known())) if kept else looks


def told(pairs: tuple[str, ...]) -> list[object]:
    """The answers of `--tell NAME=VALUE`; nothing where there are none.

    Raises:
        Problem: a name that no vital has, or a value that is not of its kind.
    """
    if not pairs:
        return []
    from checks.probes import told

    answers = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Problem(f"--tell {pair} has no '='", "write it as --tell NAME=VALUE")
        answers[name.strip()] = value
    return [told.look(answers)]
