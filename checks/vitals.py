"""The vocabulary of the ladder: every quantity that a rung reasons with, each a `Fact` or absent.

A snapshot like any other: probes and a person's answers fill it; measured beats told. The quantities themselves
are declared in `checks/vocabulary.py` and `checks/organisation.py`, from which the schema of `rung assess --schema`
is generated.
"""

from dataclasses import fields
from typing import Any

from checks.core import Fact, Problem, Scalar
from checks.measures import WORDS
from checks.organisation import Vitals as Vitals


def names() -> tuple[str, ...]:
    """Every vital's name, in the order of their declaration."""
    return tuple(one.name for one in fields(Vitals) if one.metadata)


def unit_of(name: str) -> str:
    """The unit of this vital; "bool" and "str" for closed words."""
    return str(_declared(name)["unit"])


def meaning_of(name: str) -> str:
    """What this vital says, in a sentence's half."""
    return str(_declared(name)["says"])


def how_to_measure(name: str) -> str:
    """The command that fills this vital; by telling where nothing measures it."""
    return str(_declared(name)["ask"]).format(name=name)


def most_of(name: str) -> float:
    """The largest plausible value of this vital, in its unit."""
    return float(_declared(name)["most"])


def words_of(name: str) -> tuple[str, ...]:
    """The words that this vital may be; empty where any text or a number is meant."""
    return WORDS.get(name, ())


def told(name: str, value: Scalar, where: str = "told by you") -> Fact:
    """A vital as a person gave it.

    Raises:
        Problem: there is no vital of that name.
    """
    if name not in names():
        raise Problem(
            f"no vital is called {name!r}", "see `rung assess --schema` for the names and units"
        )
    return Fact(name=name, value=value, unit=unit_of(name), where=where)


def _declared(name: str) -> dict[str, Any]:
    return next(dict(one.metadata) for one in fields(Vitals) if one.name == name)
